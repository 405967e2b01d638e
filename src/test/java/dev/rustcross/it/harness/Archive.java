package dev.rustcross.it.harness;

import java.nio.file.Path;
import java.util.List;

/** What system programs say about an archive that the plugin made. */
public final class Archive {

    private Archive() {}

    /** Returns the entries as {@code tar} or {@code unzip} lists them: mode first, name last. */
    public static List<String> list(Path archive) {
        String listing = archive.toString().endsWith(".zip")
                ? Tool.run(archive.getParent(), "unzip", "-Z", "-s", "-h-t", archive.toString())
                : Tool.run(archive.getParent(), "tar", "-tvf", archive.toString());
        return listing.lines().toList();
    }

    /** Returns the names of the entries in their order. */
    public static List<String> names(Path archive) {
        return list(archive).stream()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
    }

    /** Unpacks an archive beside itself and returns the one folder that it holds. */
    public static Path unpack(Path archive) {
        Path folder = archive.resolveSibling("unpacked");
        folder.toFile().mkdirs();
        if (archive.toString().endsWith(".zip")) {
            Tool.run(folder, "unzip", "-q", "-o", archive.toString());
        } else {
            Tool.run(folder, "tar", "-xf", archive.toString());
        }
        String name = archive.getFileName().toString().replaceFirst("\\.(zip|tar\\.\\w+)$", "");
        return folder.resolve(name);
    }
}
