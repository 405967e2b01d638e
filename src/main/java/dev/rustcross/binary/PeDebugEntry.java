package dev.rustcross.binary;

import dev.rustcross.binary.PeHeaders.DataDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of a PE image's debug directory.
 *
 * <p>Rules: Microsoft's PE Format specification, section "The .debug Section".
 *
 * @param offset where the entry is in the file
 * @param type what it describes
 * @param dataOffset where in the file what it describes is
 * @param dataSize the size of that in bytes
 */
record PeDebugEntry(long offset, int type, long dataOffset, long dataSize) {

    static final int TYPE_CODEVIEW = 2;
    static final int TYPE_REPRO = 16;

    private static final int DEBUG_DIRECTORY = 6;
    private static final int SIZE = 28;
    // Linkers write a handful; the bound keeps a damaged size field from costing memory.
    private static final int MAX_ENTRIES = 4096;

    static List<PeDebugEntry> readAll(PeHeaders headers) throws IOException {
        List<PeDebugEntry> entries = new ArrayList<>();
        DataDirectory directory = headers.directory(DEBUG_DIRECTORY);
        if (directory.isEmpty()) {
            return entries;
        }
        long count = directory.size() / SIZE;
        if (count > MAX_ENTRIES) {
            throw headers.bytes().damaged("the debug directory claims " + count + " entries");
        }
        long first = headers.fileOffset("debug directory", directory.address(), count * SIZE);
        ByteBuffer table = headers.bytes().read("debug directory", first, count * SIZE);
        for (int at = 0; at < table.capacity(); at += SIZE) {
            entries.add(new PeDebugEntry(
                    first + at,
                    table.getInt(at + 12),
                    Integer.toUnsignedLong(table.getInt(at + 24)),
                    Integer.toUnsignedLong(table.getInt(at + 16))));
        }
        return entries;
    }
}
