package dev.rustcross.archive;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Packs one file, in a Java of its own, so that heap, zone, locale and umask can be set. */
final class ChildJvm {

    private ChildJvm() {}

    /** Packs the source into {@code FOLDER/packed.FORMAT} in each of the formats. */
    static void pack(List<String> jvmOptions, String umask, Path folder, Path source, ArchiveFormat... formats)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of("sh", "-c", "umask " + umask + " && exec \"$@\"", "sh"));
        arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        arguments.addAll(jvmOptions);
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), ChildJvm.class.getName()));
        arguments.addAll(List.of(folder.toString(), source.toString()));
        Arrays.stream(formats).map(ArchiveFormat::name).forEach(arguments::add);
        Tool.run(folder, arguments.toArray(String[]::new));
    }

    /** Returns the file that {@link #pack} makes. */
    static Path output(Path folder, ArchiveFormat format) {
        return folder.resolve("packed." + format.id());
    }

    /** Takes the folder, the source and the formats. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        var entry = new ArchiveEntry("packed/bin/grüße", Path.of(arguments[1]), true);
        for (String name : List.of(arguments).subList(2, arguments.length)) {
            ArchiveFormat format = ArchiveFormat.valueOf(name);
            ArchiveWriter.write(format, List.of(entry), Instant.parse("2026-03-29T02:30:00Z"), output(folder, format));
        }
    }
}
