package dev.rustcross.diagnosis;

import dev.rustcross.host.PackageManager;
import dev.rustcross.plan.LinkerDecision;
import dev.rustcross.plan.PlannedTarget;
import dev.rustcross.target.TargetTriple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a tool really said when it failed, and what is to be made of it.
 *
 * <p>A file begins with where its words come from, the target and its linker; only folders, and the compiler's arguments, are
 * shortened in it. Below the line of equals signs stands the diagnosis.
 *
 * @param file its name
 * @param target the target that failed; none where no target is known
 * @param lines the words
 * @param diagnosis the block that is to be printed
 */
record Recording(String file, List<PlannedTarget> target, List<String> lines, String diagnosis) {

    static Stream<Recording> all() {
        try (Stream<Path> files =
                Files.list(Path.of(Objects.requireNonNull(Recording.class.getResource("std-missing.txt"))
                                .toURI())
                        .getParent())) {
            return files
                    .filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .map(Recording::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Situation on(PackageManager packageManager) {
        return new Situation(target, new TargetTriple("x86_64-unknown-linux-gnu"), packageManager, "release");
    }

    /** Returns the name of the way of failing: the file may say more behind it. */
    boolean isOf(FailureMode mode) {
        return file.startsWith(mode.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static Recording read(Path file) {
        try {
            String[] parts = Files.readString(file).split("\n====\n", -1);
            List<String> lines =
                    parts[0].lines().filter(line -> !line.startsWith("# ")).toList();
            return new Recording(
                    file.getFileName().toString(), target(parts[0].lines().toList()), lines, parts[1].stripTrailing());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<PlannedTarget> target(List<String> header) {
        String triple = value(header, "# target:");
        if (triple.isEmpty()) {
            return List.of();
        }
        String[] linker = value(header, "# linker:").split("; *", -1);
        var decision = new LinkerDecision(
                LinkerDecision.Kind.valueOf(linker[0]), linker[1].isEmpty() ? null : linker[1], linker[2]);
        return List.of(new PlannedTarget(triple, new TargetTriple(triple), "any", decision, false));
    }

    private static String value(List<String> header, String key) {
        return header.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip())
                .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return file;
    }
}
