package dev.rustcross.execution;

import dev.rustcross.binary.BinaryFormatException;
import dev.rustcross.binary.BinaryImage;
import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.file.AtomicFile;
import dev.rustcross.file.FileState;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CrateProduct.Kind;
import dev.rustcross.plan.TargetRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The binaries of targets that were built elsewhere, and lie in a folder: they are taken as they are. */
final class PrebuiltBinaries {

    /** Nobody tells which package they are of. */
    private static final String NO_PACKAGE = "";

    private final BuildRequest request;
    private final BuildLog log;

    /** Creates the prebuilt part of a build. */
    PrebuiltBinaries(BuildRequest request, BuildLog log) {
        this.request = request;
        this.log = log;
    }

    /**
     * Takes the programs and libraries of a target's folder, or where it holds nothing but one folder, as an unpacked archive does, of that.
     *
     * @return what was taken; empty where there is nothing to take and the target may be left out then
     * @throws InvalidConfigurationException where there is nothing to take and the target may not
     */
    Optional<List<BuiltBinary>> take(TargetRequest target, Path folder) {
        try {
            List<BuiltBinary> taken = new ArrayList<>();
            for (Path file : filesIn(folder)) {
                Optional<Kind> kind = kind(file);
                if (kind.isPresent() && isSelected(file, kind.get())) {
                    taken.add(copy(target, file, kind.get()));
                }
            }
            if (taken.isEmpty()) {
                return nothingIn(target, folder);
            }
            log.info("prebuilt: " + target.name() + ", " + taken.size() + (taken.size() == 1 ? " file" : " files")
                    + " of " + folder);
            return Optional.of(taken);
        } catch (IOException e) {
            throw BuildIoException.cannot("read", folder, e);
        }
    }

    private Optional<List<BuiltBinary>> nothingIn(TargetRequest target, Path folder) throws IOException {
        String what = nothingIn(folder);
        if (target.skippable()) {
            log.warn("Skipped, as <ifUnavailable> says: " + target.name() + ": " + what + ": " + folder + ".");
            return Optional.empty();
        }
        throw new InvalidConfigurationException(new Problem(
                target.where() + "<prebuilt>",
                what,
                folder.toString(),
                "put the binaries of " + target.triple()
                        + " there before the goal build runs, or remove <prebuilt> to compile them."));
    }

    private static String nothingIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return "no such folder";
        }
        List<String> folders = list(folder).stream()
                .filter(Files::isDirectory)
                .map(each -> each.getFileName().toString())
                .toList();
        return "no program or library is in that folder"
                + (folders.size() > 1 ? ", but several folders: " + String.join(", ", folders) : "");
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> content = list(folder);
        List<Path> files = content.stream().filter(Files::isRegularFile).toList();
        return files.isEmpty() && content.size() == 1 ? filesIn(content.get(0)) : files;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** What is no executable file, such as a licence, lies beside them in an unpacked archive. */
    private static Optional<Kind> kind(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(".lib") || name.endsWith(".dll.a")) {
            return Optional.of(Kind.LIBRARY);
        }
        try {
            return BinaryImage.readAll(file).get(0).kind() == BinaryImage.Kind.LIBRARY
                    ? Optional.of(Kind.LIBRARY)
                    : Optional.of(Kind.BINARY);
        } catch (BinaryFormatException another) {
            return Optional.empty();
        }
    }

    private boolean isSelected(Path file, Kind kind) {
        return kind == Kind.LIBRARY
                || request.binaries().isEmpty()
                || request.binaries().contains(nameOf(file));
    }

    private BuiltBinary copy(TargetRequest target, Path source, Kind kind) throws IOException {
        Path copy = request.outputDirectory()
                .resolve("bin")
                .resolve(target.name())
                .resolve(source.getFileName().toString());
        // Size and time do not tell a change: each file of a reproducible archive has the same time, a fixed one.
        // With a time of its own, the copy tells it to the goals that follow.
        if (!Files.isRegularFile(copy) || Files.mismatch(source, copy) >= 0) {
            AtomicFile.replace(copy, temporary -> Files.copy(source, temporary, StandardCopyOption.REPLACE_EXISTING));
        }
        return new BuiltBinary(
                target.name(),
                NO_PACKAGE,
                kind,
                nameOf(source),
                copy,
                source,
                FileState.of(source),
                FileState.of(copy));
    }

    private static String nameOf(Path file) {
        String name = file.getFileName().toString();
        int dot = name.indexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
