package dev.rustcross.it.harness;

import java.nio.file.Path;
import java.util.List;

/** What system programs say about an archive that the plugin made. */
public final class Archive {

    private Archive() {}

    /** Returns the entries of a tar archive as {@code tar} lists them: mode first, name last. */
    public static List<String> list(Path archive) {
        return Tool.run(archive.getParent(), "tar", "-tvf", archive.toString())
                .lines()
                .toList();
    }

    /** Returns the names of the files in their order. */
    public static List<String> names(Path archive) {
        String listing = archive.toString().matches(".*\\.(zip|jar)")
                ? Tool.run(archive.getParent(), "unzip", "-Z1", archive.toString())
                : Tool.run(archive.getParent(), "tar", "-tf", archive.toString());
        return listing.lines().filter(name -> !name.endsWith("/")).toList();
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
