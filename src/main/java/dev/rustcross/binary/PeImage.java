package dev.rustcross.binary;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a Windows executable or DLL says of itself.
 *
 * @param subsystem the optional header's {@code Subsystem}: {@link #SUBSYSTEM_GUI}, {@link #SUBSYSTEM_CONSOLE} or another
 * @param imports the DLLs that are loaded with the image
 * @param delayImports the DLLs that are loaded when a function of theirs is first called
 * @param stripped whether the file header counts no COFF symbols, as its specification asks of images; debug symbols in a
 *     PDB are not in the file
 * @param hasDebugInfo whether there is a section {@code .debug_info} (DWARF 5, section 7.4), as GNU's and LLVM's linkers
 *     write
 */
public record PeImage(
        Architecture architecture,
        int bits,
        Kind kind,
        int subsystem,
        List<String> imports,
        List<String> delayImports,
        Optional<String> buildId,
        boolean stripped,
        boolean hasDebugInfo)
        implements BinaryImage {

    /** A program with windows of its own. */
    public static final int SUBSYSTEM_GUI = 2;

    /** A program for the console. */
    public static final int SUBSYSTEM_CONSOLE = 3;

    public PeImage {
        imports = List.copyOf(imports);
        delayImports = List.copyOf(delayImports);
    }

    @Override
    public BinaryFormat format() {
        return BinaryFormat.PE;
    }

    /** Returns little endian, which all of Windows is. */
    @Override
    public ByteOrder byteOrder() {
        return ByteOrder.LITTLE_ENDIAN;
    }

    @Override
    public List<String> libraries() {
        return Stream.concat(imports.stream(), delayImports.stream()).toList();
    }
}
