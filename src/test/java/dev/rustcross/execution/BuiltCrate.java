package dev.rustcross.execution;

import dev.rustcross.file.FileState;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CrateProduct;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.target.TargetTriple;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the goals {@code configure} and {@code build} leave, of small files. */
final class BuiltCrate {

    private static final int X86_64 = 0x0100_0007;
    private static final int ARM64 = 0x0100_000c;
    private static final int EXECUTE = 2;

    private final Path folder;
    private final List<BuiltBinary> binaries = new ArrayList<>();

    BuiltCrate(Path folder) {
        this.folder = folder;
    }

    /** Adds a binary, a Mach-O image for a Mac and text otherwise. */
    BuiltCrate binary(String triple, String packageName, String name) throws IOException {
        return product(triple, packageName, CrateProduct.Kind.BINARY, name, file(triple, name));
    }

    /** Adds a library for a Mac. */
    BuiltCrate library(String triple, String packageName, String name) throws IOException {
        return product(triple, packageName, CrateProduct.Kind.LIBRARY, name, file(triple, "lib" + name + ".dylib"));
    }

    private BuiltCrate product(String triple, String packageName, CrateProduct.Kind kind, String name, Path file)
            throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content(triple, packageName + ":" + name));
        binaries.add(
                new BuiltBinary(triple, packageName, kind, name, file, file, FileState.of(file), FileState.of(file)));
        return this;
    }

    /** Returns where the plugin keeps a binary. */
    Path file(String triple, String name) {
        return folder.resolve("target/rust-cross/bin")
                .resolve(triple)
                .resolve(new TargetTriple(triple).executableName(name));
    }

    /** Leaves the records of a request. */
    BuiltCrate record(BuildRequest request) {
        var records = new Records(request.outputDirectory());
        var plan = new BuildPlan(
                request.digest(),
                folder,
                folder.resolve("target"),
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        records.write(PlanRecord.KIND, PlanRecord.of(plan, "asked", List.of(), List.of()));
        records.write(
                BinariesRecord.KIND,
                new BinariesRecord(
                        request.digest(),
                        "plugin",
                        request.targets().stream().map(TargetRequest::name).toList(),
                        binaries));
        return this;
    }

    /** Returns the bytes of a binary: a header as {@code mach-o/loader.h} has it and a text, or just the text. */
    static byte[] content(String triple, String text) {
        byte[] body = (triple + " " + text).getBytes(StandardCharsets.UTF_8);
        if (!triple.endsWith("-apple-darwin")) {
            return body;
        }
        return ByteBuffer.allocate(32 + body.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0xfeed_facf)
                .putInt(triple.startsWith("x86_64") ? X86_64 : ARM64)
                .putInt(0)
                .putInt(EXECUTE)
                .position(32)
                .put(body)
                .array();
    }
}
