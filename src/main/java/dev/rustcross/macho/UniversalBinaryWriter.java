package dev.rustcross.macho;

import dev.rustcross.binary.Architecture;
import dev.rustcross.binary.BinaryFile;
import dev.rustcross.binary.BinaryFormatException;
import dev.rustcross.binary.MachOImage;
import dev.rustcross.file.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fuses thin Mach-O files into a universal binary, as {@code lipo -create} does on a Mac.
 *
 * <p>Order, alignment, padding and header are those of LLVM's {@code llvm-lipo -create}
 * ({@code llvm/lib/Object/MachOUniversalWriter.cpp}), byte for byte: x86_64 on 4 KiB, arm64 on 16 KiB, the arm64 family
 * last. The slices are copied as they are, so their signatures stay valid.
 */
public final class UniversalBinaryWriter {

    private static final int FAT_MAGIC = 0xcafebabe;
    private static final int FAT_HEADER_SIZE = 8;
    private static final int FAT_ARCH_SIZE = 20;
    private static final long MAX_UINT32 = 0xffff_ffffL;

    private static final Map<PosixFilePermission, PosixFilePermission> EXECUTE_FOR_READ = Map.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);

    private UniversalBinaryWriter() {}

    /** A thin file and what it is. */
    record Slice(Path path, MachOImage image) {

        /** Returns the binary logarithm of the alignment: the page size of the processor family. */
        int alignment() {
            return isArm() ? 14 : 12;
        }

        boolean isArm() {
            return image.architecture() == Architecture.AARCH64;
        }
    }

    /** A slice and where in the universal binary it starts. */
    record Placement(Slice slice, long offset) {}

    /**
     * Writes the universal binary, replacing an earlier one in one step; nothing half written is ever at {@code output}.
     *
     * <p>Where the file system has POSIX permissions the result has those of a new file, so that the umask counts, and is executable when
     * one of the slices is: {@code llvm-lipo} keeps no more of the slices' mode either.
     *
     * @param slices x86_64 and arm64 images (also x86_64h, arm64e), one for each architecture, in any order
     * @param output may be one of the slices
     * @throws BinaryFormatException if a slice is not a thin Mach-O image for a Mac, two have one architecture, or the
     *     result needs offsets or sizes beyond 32 bits
     * @throws IOException if a slice cannot be read, or changes meanwhile, or the output cannot be written
     */
    public static void write(List<Path> slices, Path output) throws IOException {
        if (slices.isEmpty()) {
            throw new IllegalArgumentException("a universal binary needs at least one slice");
        }
        List<Slice> images = new ArrayList<>();
        for (Path path : slices) {
            images.add(new Slice(path, MachOImage.read(path)));
        }
        List<Placement> placements = place(images);
        AtomicFile.replace(output, file -> writeContent(file, placements));
    }

    /** Decides order and offsets of the slices, or refuses them. */
    static List<Placement> place(List<Slice> slices) throws BinaryFormatException {
        requireDistinctArchitectures(slices);
        List<Slice> ordered = slices.stream()
                .sorted(Comparator.comparing(Slice::isArm)
                        .thenComparing(slice -> slice.image().cpuSubtype(), Integer::compareUnsigned))
                .toList();
        List<Placement> placements = new ArrayList<>();
        long end = FAT_HEADER_SIZE + (long) FAT_ARCH_SIZE * ordered.size();
        for (Slice slice : ordered) {
            long mask = (1L << slice.alignment()) - 1;
            long offset = (end + mask) & ~mask;
            end = offset + slice.image().range().size();
            if (offset > MAX_UINT32 || slice.image().range().size() > MAX_UINT32) {
                throw new BinaryFormatException(
                        slice.path(),
                        "too large for a universal binary: its %d bytes at offset %d do not fit the header's 32 bits"
                                .formatted(slice.image().range().size(), offset));
            }
            placements.add(new Placement(slice, offset));
        }
        return List.copyOf(placements);
    }

    private static void requireDistinctArchitectures(List<Slice> slices) throws BinaryFormatException {
        Map<String, Path> known = new HashMap<>();
        for (Slice slice : slices) {
            String architecture = slice.image().lipoName();
            // Capability bits do not tell architectures apart: dyld could not choose between such slices.
            Path other = known.putIfAbsent(architecture, slice.path());
            if (other != null) {
                throw new BinaryFormatException(
                        slice.path(),
                        "has the architecture %s, as %s has, and a universal binary holds one slice for each"
                                .formatted(architecture, other));
            }
        }
    }

    static void writeContent(Path file, List<Placement> placements) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer header = ByteBuffer.allocate((int) placements.get(0).offset());
            header.putInt(FAT_MAGIC).putInt(placements.size());
            for (Placement placement : placements) {
                MachOImage image = placement.slice().image();
                header.putInt(image.cpuType())
                        .putInt(image.cpuSubtype())
                        .putInt((int) placement.offset())
                        .putInt((int) image.range().size())
                        .putInt(placement.slice().alignment());
            }
            writeFully(out, header.rewind());
            for (Placement placement : placements) {
                writeFully(out, ByteBuffer.allocate((int) (placement.offset() - out.position())));
                copy(placement.slice(), out);
            }
        }
        if (placements.stream()
                .anyMatch(placement -> Files.isExecutable(placement.slice().path()))) {
            makeExecutable(file);
        }
    }

    private static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** Copies the slice within the kernel where it can do that. */
    private static void copy(Slice slice, FileChannel out) throws IOException {
        long size = slice.image().range().size();
        try (BinaryFile file = BinaryFile.openForReading(slice.path())) {
            long copied = 0;
            while (copied < size && file.size() == size) {
                long count = file.channel().transferTo(copied, size - copied, out);
                if (count == 0) {
                    break;
                }
                copied += count;
            }
            if (copied != size) {
                throw new IOException(slice.path() + ": changed while it was being copied");
            }
        }
    }

    /** Adds the right to execute wherever the umask left the right to read. */
    private static void makeExecutable(Path file) throws IOException {
        @Nullable PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        EXECUTE_FOR_READ.forEach((read, execute) -> {
            if (permissions.contains(read)) {
                permissions.add(execute);
            }
        });
        view.setPermissions(permissions);
    }
}
