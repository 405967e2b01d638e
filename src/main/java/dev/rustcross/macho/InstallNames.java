package dev.rustcross.macho;

import dev.rustcross.binary.BinaryFile;
import dev.rustcross.binary.MachOImage;
import dev.rustcross.binary.MachOImage.InstallName;
import dev.rustcross.binary.Range;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Gives dynamic libraries names by which other machines find them, too.
 *
 * <p>A linker that is told no name takes the path of its output: a program that is linked with the library would look for it in the build
 * directory of the machine that built it. {@code @rpath}, from {@code dyld(1)}, stands for the folders that the program names.
 */
public final class InstallNames {

    private static final String RPATH = "@rpath/";

    private InstallNames() {}

    /**
     * Puts {@code @rpath} in the place of a folder in an image's {@code LC_ID_DYLIB}, in place, and keeps an ad hoc signature valid. Left
     * alone are an image without such a name, one with another, and one signed with a certificate.
     *
     * @param buildDirectory the folder that no name is to lie in
     * @return whether anything changed
     * @throws dev.rustcross.binary.BinaryFormatException if the file is not a thin 64-bit Mach-O image, or is damaged
     * @throws IOException if the file cannot be read or written
     */
    public static boolean normalize(Path path, Path buildDirectory) throws IOException {
        try (BinaryFile file = BinaryFile.openForUpdate(path)) {
            MachOImage image = MachOImage.read(file);
            Optional<InstallName> name =
                    image.installName().filter(current -> current.name().startsWith(buildDirectory + "/"));
            if (name.isEmpty()) {
                return false;
            }
            Optional<List<CodeDirectory>> directories = CodeDirectory.ofUncertified(file, image);
            if (directories.isEmpty()) {
                return false;
            }
            Range field = name.get().field();
            String old = name.get().name();
            byte[] text = (RPATH + old.substring(old.lastIndexOf('/') + 1)).getBytes(StandardCharsets.UTF_8);
            file.replace(field.offset(), Arrays.copyOf(text, Math.toIntExact(field.size())));
            for (CodeDirectory directory : directories.get()) {
                directory.rehash(file, field);
            }
            return true;
        }
    }
}
