package dev.rustcross.check;

import dev.rustcross.binary.BinaryImage;
import dev.rustcross.check.Finding.Severity;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** No dynamic library is needed but those that every machine of the target has, and those that are allowed. */
final class LibrariesRule implements ImageRule {

    @Override
    public List<Finding> check(BinaryImage image, Expectations wanted) {
        List<LibraryPattern> ofSystem = SystemLibraries.of(wanted.triple(), wanted.staticRuntime());
        if (ofSystem.isEmpty()) {
            return List.of();
        }
        List<LibraryPattern> allowed = Stream.concat(
                        ofSystem.stream(),
                        wanted.allowedLibraries().stream()
                                .map(glob ->
                                        LibraryPattern.of(glob, wanted.triple().isWindows())))
                .toList();
        List<String> others = image.libraries().stream()
                .distinct()
                .filter(library -> allowed.stream().noneMatch(pattern -> pattern.matches(library)))
                .toList();
        if (others.isEmpty()) {
            return List.of();
        }
        String elements = others.stream()
                .map(library -> "<allowedLibrary>" + library + "</allowedLibrary>")
                .collect(Collectors.joining());
        return List.of(new Finding(
                "libraries",
                wanted.strictLibraries() ? Severity.FAILURE : Severity.WARNING,
                "needs " + String.join(", ", others),
                "no libraries but those of the system"
                        + (wanted.allowedLibraries().isEmpty() ? "" : " and <allowedLibraries>"),
                "link it statically, or, if every machine has it, write in the <configuration> <allowedLibraries>"
                        + elements + "</allowedLibraries>."));
    }
}
