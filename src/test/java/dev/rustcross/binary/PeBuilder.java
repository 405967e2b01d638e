package dev.rustcross.binary;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Puts together small PE images: headers, and one section with tables for what the test asks for. */
final class PeBuilder {

    static final int PE = 64;
    static final int OPTIONAL = PE + 24;
    static final int DATA = 1024;
    static final int ADDRESS = 0x1000;

    static final int SMALL_DATA = 4096;
    private static final int LARGE_DATA = 1 << 18;
    private static final int IMAGE_BASE = 0x40_0000;

    private final int bits;
    private final int machine;
    private int characteristics = 0x22;
    private int subsystem = 3;
    private int symbolCount;
    private boolean absoluteDelayNames;
    private final List<String> imports = new ArrayList<>();
    private final List<String> delayImports = new ArrayList<>();
    private byte[] codeView = new byte[0];
    private final List<String> sections = new ArrayList<>();
    private final ByteBuffer out = ByteBuffer.allocate(DATA + LARGE_DATA + 8192).order(ByteOrder.LITTLE_ENDIAN);

    private PeBuilder(int bits, int machine) {
        this.bits = bits;
        this.machine = machine;
    }

    static PeBuilder image(int bits, int machine) {
        return new PeBuilder(bits, machine);
    }

    static PeBuilder x86_64() {
        return image(64, 0x8664);
    }

    PeBuilder dll() {
        characteristics |= 0x2000;
        return this;
    }

    PeBuilder subsystem(int value) {
        subsystem = value;
        return this;
    }

    PeBuilder symbols(int count) {
        symbolCount = count;
        return this;
    }

    PeBuilder imports(String... names) {
        imports.addAll(List.of(names));
        return this;
    }

    PeBuilder delayImports(String... names) {
        delayImports.addAll(List.of(names));
        return this;
    }

    PeBuilder absoluteDelayNames() {
        absoluteDelayNames = true;
        return this;
    }

    /** Adds a debug entry with these bytes of CodeView. */
    PeBuilder codeView(byte[] value) {
        codeView = value.clone();
        return this;
    }

    /** Adds a section without data; a name beyond eight bytes goes into the string table. */
    PeBuilder section(String name) {
        sections.add(name);
        return this;
    }

    byte[] build() {
        int dataSize = imports.size() > 100 ? LARGE_DATA : SMALL_DATA;
        int optionalSize = (bits == 64 ? 112 : 96) + 16 * 8;
        out.putShort(0, (short) 0x5a4d).putInt(0x3c, PE).putInt(PE, 0x4550);
        out.putShort(PE + 4, (short) machine).putShort(PE + 6, (short) (1 + sections.size()));
        out.putInt(PE + 12, DATA + dataSize).putInt(PE + 16, symbolCount);
        out.putShort(PE + 20, (short) optionalSize).putShort(PE + 22, (short) characteristics);
        out.putShort(OPTIONAL, (short) (bits == 64 ? 0x20b : 0x10b)).putShort(OPTIONAL + 68, (short) subsystem);
        if (bits == 64) {
            out.putLong(OPTIONAL + 24, IMAGE_BASE);
        } else {
            out.putInt(OPTIONAL + 28, IMAGE_BASE);
        }
        int directories = OPTIONAL + optionalSize - 16 * 8;
        out.putInt(directories - 4, 16);

        out.position(DATA);
        table(directories + 8, imports, 20, 12, 0);

        table(directories + 13 * 8, delayImports, 32, 4, absoluteDelayNames ? IMAGE_BASE : 0);
        if (codeView.length > 0) {
            int entry = out.position();
            out.putInt(directories + 6 * 8, address(entry)).putInt(directories + 6 * 8 + 4, 28);
            out.putInt(entry + 12, 2).putInt(entry + 16, codeView.length).putInt(entry + 24, entry + 28);
            out.position(entry + 28).put(codeView);
        }

        int header = OPTIONAL + optionalSize;
        section(header, ".data", dataSize);
        out.position(DATA + dataSize + 18 * symbolCount);
        int strings = out.position();
        out.putInt(0);
        for (String name : sections) {
            header += 40;
            section(header, "/" + (out.position() - strings), 0);
            out.put((name + "\0").getBytes(StandardCharsets.US_ASCII));
        }
        byte[] image = new byte[out.position()];
        out.get(0, image);
        return image;
    }

    /** Writes a table that ends with an empty entry, and the names behind it. */
    private void table(int directory, List<String> names, int entrySize, int nameOffset, int base) {
        if (names.isEmpty()) {
            return;
        }
        int table = out.position();
        out.putInt(directory, address(table)).putInt(directory + 4, entrySize * names.size());
        out.position(table + entrySize * (names.size() + 1));
        for (int i = 0; i < names.size(); i++) {
            int entry = table + i * entrySize;
            if (entrySize == 32 && base == 0) {
                out.putInt(entry, 1);
            }
            out.putInt(entry + nameOffset, base + address(out.position()));
            out.put((names.get(i) + "\0").getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void section(int header, String name, int size) {
        out.put(header, name.getBytes(StandardCharsets.US_ASCII));
        out.putInt(header + 12, ADDRESS).putInt(header + 16, size).putInt(header + 20, DATA);
    }

    private static int address(int offset) {
        return offset - DATA + ADDRESS;
    }
}
