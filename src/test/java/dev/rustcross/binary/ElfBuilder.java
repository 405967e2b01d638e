package dev.rustcross.binary;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Puts together small ELF images: one segment that maps the whole file, and what the test asks for. */
final class ElfBuilder {

    static final int EXECUTABLE = 2;
    static final int SHARED = 3;
    static final long BASE = 0x40_0000;

    private static final int CAPACITY = 3 << 20;

    private record Need(String library, String version, int index) {}

    private record Symbol(String name, int version) {}

    private record Segment(int type, long offset, long size) {}

    private record Section(String name, int type, long offset, long size) {}

    private final boolean is64;
    private final ByteOrder order;
    private final int machine;
    private final ByteBuffer out;
    private int type = EXECUTABLE;
    private int flags;
    private String interpreter = "";
    private final List<String> libraries = new ArrayList<>();
    private final List<Need> needs = new ArrayList<>();
    private final List<Symbol> symbols = new ArrayList<>();
    private final List<String> emptySections = new ArrayList<>();
    private final List<long[]> extraTags = new ArrayList<>();
    private boolean isDynamic;
    private boolean hasSections = true;
    private byte[] buildId = new byte[0];
    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();

    private ElfBuilder(int bits, ByteOrder order, int machine) {
        this.is64 = bits == 64;
        this.order = order;
        this.machine = machine;
        this.out = ByteBuffer.allocate(CAPACITY).order(order);
        strings.write(0);
    }

    static ElfBuilder image(int bits, ByteOrder order, int machine) {
        return new ElfBuilder(bits, order, machine);
    }

    static ElfBuilder x86_64() {
        return image(64, ByteOrder.LITTLE_ENDIAN, 62);
    }

    ElfBuilder type(int value) {
        type = value;
        return this;
    }

    ElfBuilder flags(int value) {
        flags = value;
        return this;
    }

    ElfBuilder interpreter(String path) {
        interpreter = path;
        return this;
    }

    ElfBuilder needs(String... names) {
        libraries.addAll(List.of(names));
        return tag(0x15, 0);
    }

    /** Adds a version that the library has to have, by an index for symbols to refer to. */
    ElfBuilder version(String library, String version, int index) {
        needs.add(new Need(library, version, index));
        return tag(0x15, 0);
    }

    ElfBuilder symbol(String name, int version) {
        symbols.add(new Symbol(name, version));
        return this;
    }

    /** Adds an entry to the dynamic section, which there is from then on. */
    ElfBuilder tag(long tag, long value) {
        isDynamic = true;
        extraTags.add(new long[] {tag, value});
        return this;
    }

    ElfBuilder section(String name) {
        emptySections.add(name);
        return this;
    }

    ElfBuilder withoutSections() {
        hasSections = false;
        return this;
    }

    ElfBuilder buildId(int... bytes) {
        buildId = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            buildId[i] = (byte) bytes[i];
        }
        return this;
    }

    byte[] build() {
        List<Segment> segments = new ArrayList<>();
        List<Section> sections = new ArrayList<>(List.of(new Section("", 0, 0, 0)));
        out.position(is64 ? 64 + 4 * 56 : 52 + 4 * 32);
        if (!interpreter.isEmpty()) {
            byte[] path = (interpreter + "\0").getBytes(StandardCharsets.UTF_8);
            segments.add(new Segment(3, out.position(), path.length));
            out.put(path);
        }
        if (buildId.length > 0) {
            align();
            segments.add(new Segment(4, out.position(), 16 + buildId.length));
            out.putInt(4).putInt(buildId.length).putInt(3).put("GNU\0".getBytes(StandardCharsets.US_ASCII));
            out.put(buildId);
        }
        if (isDynamic) {
            align();
            dynamic(segments, sections);
        }
        int stringsOffset = out.position();
        for (String name : emptySections) {
            sections.add(new Section(name, name.equals(".symtab") ? 2 : 1, stringsOffset, 0));
        }
        sections.add(new Section(".shstrtab", 3, 0, 0));
        List<Integer> names =
                sections.stream().map(section -> string(section.name())).toList();
        out.put(strings.toByteArray());
        align();
        int sectionsOffset = out.position();
        if (hasSections) {
            for (int i = 0; i < sections.size(); i++) {
                boolean isLast = i == sections.size() - 1;
                section(
                        names.get(i),
                        sections.get(i).type(),
                        isLast ? stringsOffset : sections.get(i).offset(),
                        isLast ? strings.size() : sections.get(i).size());
            }
        }
        int size = out.position();
        segments.add(new Segment(1, 0, size));
        header(segments.size(), hasSections ? sections.size() : 0, sectionsOffset);
        for (Segment segment : segments) {
            programHeader(segment);
        }
        byte[] image = new byte[size];
        out.get(0, image);
        return image;
    }

    private void header(int segments, int sections, int sectionsOffset) {
        out.position(0);
        out.put((byte) 0x7f).put("ELF".getBytes(StandardCharsets.US_ASCII)).put((byte) (is64 ? 2 : 1));
        out.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 2)).put((byte) 1).put(new byte[9]);
        out.putShort((short) type).putShort((short) machine).putInt(1);
        word(0);
        word(is64 ? 64 : 52);
        word(sections == 0 ? 0 : sectionsOffset);
        out.putInt(flags).putShort((short) (is64 ? 64 : 52));
        out.putShort((short) (is64 ? 56 : 32)).putShort((short) segments);
        out.putShort((short) (is64 ? 64 : 40)).putShort((short) sections);
        out.putShort((short) Math.max(0, sections - 1));
    }

    private void programHeader(Segment segment) {
        out.putInt(segment.type());
        if (is64) {
            out.putInt(5);
        }
        word(segment.offset());
        word(BASE + segment.offset());
        word(BASE + segment.offset());
        word(segment.size());
        word(segment.size());
        if (!is64) {
            out.putInt(5);
        }
        word(4);
    }

    private void section(int name, int sectionType, long offset, long size) {
        out.putInt(name).putInt(sectionType);
        word(0);
        word(0);
        word(offset);
        word(size);
        out.putInt(0).putInt(0);
        word(1);
        word(0);
    }

    /** Writes symbols, their versions, the needed versions and the dynamic section; the strings follow it all. */
    private void dynamic(List<Segment> segments, List<Section> sections) {
        List<long[]> tags = new ArrayList<>();
        libraries.forEach(library -> tags.add(new long[] {1, string(library)}));
        int symbolsOffset = out.position();
        for (Symbol symbol : symbols) {
            out.putInt(string(symbol.name())).put(new byte[is64 ? 20 : 12]);
        }
        sections.add(new Section(".dynsym", 11, symbolsOffset, out.position() - symbolsOffset));
        int versionsOffset = out.position();
        symbols.forEach(symbol -> out.putShort((short) symbol.version()));
        sections.add(new Section(".gnu.version", 0x6fff_ffff, versionsOffset, out.position() - versionsOffset));
        align();
        if (!needs.isEmpty()) {
            tags.add(new long[] {0x6fff_fffe, BASE + out.position()});
            tags.add(new long[] {0x6fff_ffff, needs.size()});
        }
        for (int i = 0; i < needs.size(); i++) {
            Need need = needs.get(i);
            int next = i == needs.size() - 1 ? 0 : 32;
            out.putShort((short) 1)
                    .putShort((short) 1)
                    .putInt(string(need.library()))
                    .putInt(16)
                    .putInt(next);
            out.putInt(0)
                    .putShort((short) 0)
                    .putShort((short) need.index())
                    .putInt(string(need.version()))
                    .putInt(0);
        }
        tags.addAll(extraTags);
        int entry = is64 ? 16 : 8;
        int dynamicOffset = out.position();
        int end = dynamicOffset + entry * (tags.size() + 3);
        tags.add(new long[] {5, BASE + end});
        tags.add(new long[] {10, strings.size()});
        tags.add(new long[] {0, 0});
        for (long[] tag : tags) {
            word(tag[0]);
            word(tag[1]);
        }
        segments.add(new Segment(2, dynamicOffset, (long) entry * tags.size()));
    }

    private int string(String value) {
        int offset = strings.size();
        strings.writeBytes((value + "\0").getBytes(StandardCharsets.UTF_8));
        return offset;
    }

    private void word(long value) {
        if (is64) {
            out.putLong(value);
        } else {
            out.putInt((int) value);
        }
    }

    private void align() {
        out.position((out.position() + 7) & ~7);
    }
}
