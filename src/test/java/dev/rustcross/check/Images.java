package dev.rustcross.check;

import dev.rustcross.binary.Architecture;
import dev.rustcross.binary.BinaryImage.Kind;
import dev.rustcross.binary.CodeSignature;
import dev.rustcross.binary.ElfImage;
import dev.rustcross.binary.ElfImage.Linkage;
import dev.rustcross.binary.MachOImage;
import dev.rustcross.binary.MachOImage.Dylib;
import dev.rustcross.binary.PeImage;
import dev.rustcross.binary.Range;
import dev.rustcross.binary.VersionNeed;
import dev.rustcross.check.Expectations.MinimumMacOs;
import dev.rustcross.target.TargetTriple;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Images and expectations for the tests of rules. */
final class Images {

    static final Range SOMEWHERE = new Range(0, 100);
    static final CodeSignature AD_HOC = new CodeSignature(SOMEWHERE, List.of(SOMEWHERE), false);
    static final CodeSignature CERTIFIED = new CodeSignature(SOMEWHERE, List.of(SOMEWHERE), true);

    private Images() {}

    static ElfImage elf(Linkage linkage, @Nullable String interpreter, List<String> libraries, VersionNeed... needs) {
        return elf(Architecture.X86_64, 64, ByteOrder.LITTLE_ENDIAN, 0, linkage, interpreter, libraries, needs);
    }

    static ElfImage elf(Architecture architecture, int bits, ByteOrder order, int flags) {
        return elf(architecture, bits, order, flags, Linkage.STATIC, null, List.of());
    }

    private static ElfImage elf(
            Architecture architecture,
            int bits,
            ByteOrder order,
            int flags,
            Linkage linkage,
            @Nullable String interpreter,
            List<String> libraries,
            VersionNeed... needs) {
        return new ElfImage(
                architecture,
                bits,
                order,
                flags,
                Kind.EXECUTABLE,
                linkage,
                Optional.ofNullable(interpreter),
                libraries,
                List.of(needs),
                Optional.empty(),
                true,
                false);
    }

    static ElfImage elf(boolean stripped, boolean debugInfo) {
        return new ElfImage(
                Architecture.X86_64,
                64,
                ByteOrder.LITTLE_ENDIAN,
                0,
                Kind.EXECUTABLE,
                Linkage.STATIC,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                stripped,
                debugInfo);
    }

    static PeImage pe(String... imports) {
        return new PeImage(
                Architecture.X86_64,
                64,
                Kind.EXECUTABLE,
                PeImage.SUBSYSTEM_CONSOLE,
                List.of(imports),
                List.of(),
                Optional.empty(),
                true,
                false);
    }

    static MachOImage machO(
            Architecture architecture, @Nullable String minimum, @Nullable CodeSignature signature, String... dylibs) {
        return new MachOImage(
                architecture,
                0,
                Kind.EXECUTABLE,
                SOMEWHERE,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.ofNullable(signature),
                Optional.ofNullable(minimum),
                Optional.empty(),
                Stream.of(dylibs).map(name -> new Dylib(name, false)).toList(),
                true,
                false);
    }

    static Expectations expected(String triple) {
        return expected(triple, false, null, null, Strip.UNKNOWN, List.of(), false);
    }

    static Expectations limited(@Nullable Long maxSize, boolean sizeProfile) {
        return new Expectations(
                new TargetTriple("x86_64-unknown-linux-musl"),
                "<targets><target>[1]",
                () -> true,
                null,
                Optional::empty,
                Strip.UNKNOWN,
                "Cargo.toml, [profile.release]",
                List.of(),
                false,
                maxSize,
                sizeProfile);
    }

    static Expectations expected(
            String triple,
            boolean staticRuntime,
            @Nullable String glibc,
            @Nullable MinimumMacOs macOs,
            Strip strip,
            List<String> allowed,
            boolean strict) {
        return new Expectations(
                new TargetTriple(triple),
                "<targets><target>[1]",
                () -> staticRuntime,
                glibc,
                () -> Optional.of(macOs == null ? new MinimumMacOs("10.12", false) : macOs),
                strip,
                "Cargo.toml, [profile.release]",
                allowed,
                strict,
                null,
                false);
    }
}
