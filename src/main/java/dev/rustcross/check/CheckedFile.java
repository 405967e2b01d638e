package dev.rustcross.check;

import java.util.List;

/**
 * A file, and what was found about it.
 *
 * @param target the name of its target, or {@code universal2-apple-darwin}
 * @param file the absolute path
 * @param size the file's bytes
 * @param images what it holds: one, for a universal binary one for each slice; none where it is not read, as an import library
 * @param findings what is not as it is to be
 */
public record CheckedFile(String target, String file, long size, List<CheckedImage> images, List<Finding> findings) {

    public CheckedFile {
        images = List.copyOf(images);
        findings = List.copyOf(findings);
    }
}
