package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.binary.Architecture;
import dev.rustcross.binary.BinaryImage;
import dev.rustcross.binary.ElfImage;
import dev.rustcross.binary.MachOImage;
import dev.rustcross.binary.PeImage;
import dev.rustcross.binary.SymbolVersion;
import dev.rustcross.it.harness.Readobj;
import dev.rustcross.it.harness.Wheel;
import dev.rustcross.it.harness.Wine;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The readers against llvm-readobj, on programs and libraries that others built. */
@RequiresTool({"llvm-readobj-19", "llvm-objdump-19", "python3", "aarch64-linux-gnu-gcc"})
class BinaryImagesIT {

    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};
    private static final byte[] DOS = {'M', 'Z'};

    private static final List<Path> ELF_FILES = new ArrayList<>();
    private static final List<Path> PE_FILES = new ArrayList<>();
    private static final List<Path> MACH_O_FILES = new ArrayList<>();

    @BeforeAll
    static void gather() throws IOException {
        Wine.required();
        ELF_FILES.addAll(sample("/usr/bin", ELF, 150));
        ELF_FILES.addAll(sample("/usr/lib/x86_64-linux-gnu", ELF, 150));
        ELF_FILES.addAll(sample("/usr/aarch64-linux-gnu/lib", ELF, 20));
        PE_FILES.addAll(sample("/usr/lib/x86_64-linux-gnu/wine/x86_64-windows", DOS, 150));
        for (String platform :
                List.of("linux-aarch_64", "linux-ppcle_64", "linux-s390_64", "linux-x86_32", "linux-x86_64")) {
            ELF_FILES.add(protoc(platform));
        }
        PE_FILES.add(protoc("windows-x86_64"));
        MACH_O_FILES.addAll(List.of(Path.of("target/mach-o/protoc-x86_64"), Path.of("target/mach-o/protoc-arm64")));

        ELF_FILES.add(new Wheel("ripgrep", "14.1.0", "manylinux_2_17_armv7l").program());
        ELF_FILES.add(new Wheel("ripgrep", "14.1.0", "musllinux_1_2_x86_64").program());
        ELF_FILES.add(new Wheel("ripgrep", "14.1.0", "musllinux_1_2_aarch64").program());
        ELF_FILES.add(new Wheel("ruff", "0.17.6", "manylinux_2_31_riscv64").program());
        PE_FILES.add(new Wheel("ripgrep", "14.1.0", "win32").program());
        PE_FILES.add(new Wheel("ruff", "0.17.6", "win_arm64").program());
        MACH_O_FILES.add(new Wheel("ripgrep", "14.1.0", "macosx_10_12_x86_64").program());
        MACH_O_FILES.add(new Wheel("ruff", "0.17.6", "macosx_11_0_arm64").program());
        MACH_O_FILES.add(new Wheel("ripgrep", "14.1.0", "macosx_11_0_arm64").program());
        MACH_O_FILES.add(new Wheel("ruff", "0.17.6", "macosx_10_12_x86_64").program());
    }

    /** Returns about as many executables and shared libraries of a folder as asked for, from all of the alphabet. */
    private static List<Path> sample(String folder, byte[] magic, int count) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            List<Path> all = files.filter(file -> Files.isRegularFile(file)
                            && !Files.isSymbolicLink(file)
                            && !file.toString().matches(".*\\.(o|a)")
                            && begins(file, magic))
                    .sorted()
                    .toList();
            int step = Math.max(1, all.size() / count);
            return Stream.iterate(0, index -> index < all.size(), index -> index + step)
                    .map(all::get)
                    .toList();
        }
    }

    private static boolean begins(Path file, byte[] magic) {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(magic.length), magic);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path protoc(String classifier) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target", "protoc"))) {
            return files.filter(file -> file.toString().endsWith(classifier + ".exe"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void areAtLeastTwoHundredFilesOfEveryFormatAndManyMachines() throws IOException {
        assertThat(ELF_FILES).hasSizeGreaterThanOrEqualTo(150);
        assertThat(PE_FILES).hasSizeGreaterThanOrEqualTo(100);
        assertThat(MACH_O_FILES).hasSizeGreaterThanOrEqualTo(6);
        assertThat(ELF_FILES.size() + PE_FILES.size() + MACH_O_FILES.size()).isGreaterThanOrEqualTo(256);
        List<Architecture> elfMachines = new ArrayList<>();
        for (Path file : ELF_FILES) {
            elfMachines.add(image(file).architecture());
        }
        assertThat(elfMachines)
                .contains(
                        Architecture.X86,
                        Architecture.X86_64,
                        Architecture.ARM,
                        Architecture.AARCH64,
                        Architecture.POWERPC64,
                        Architecture.RISCV64,
                        Architecture.S390X);
    }

    @Test
    void readsElfFilesAsReadobjDoes() throws IOException {
        List<Readobj.Elf> expected = Readobj.elf(ELF_FILES);
        assertThat(expected).hasSameSizeAs(ELF_FILES);
        for (int i = 0; i < expected.size(); i++) {
            ElfImage image = (ElfImage) image(ELF_FILES.get(i));
            Map<String, List<String>> symbols = new TreeMap<>();
            image.versionNeeds()
                    .forEach(need -> symbols.put(
                            need.library() + " " + need.name(),
                            need.symbols().stream().sorted().toList()));

            assertThat(new Readobj.Elf(
                            expected.get(i).arch(),
                            image.bits(),
                            image.linkage().toString(),
                            image.interpreter().isPresent(),
                            image.libraries().stream().sorted().toList(),
                            symbols,
                            image.buildId(),
                            image.stripped(),
                            image.hasDebugInfo()))
                    .as("%s", ELF_FILES.get(i))
                    .isEqualTo(expected.get(i));
            assertThat(image.architecture())
                    .as("%s", ELF_FILES.get(i))
                    .isEqualTo(Architecture.ofTriple(expected.get(i).arch()).orElseThrow());
            assertThat(image.highestVersions())
                    .as("%s", ELF_FILES.get(i))
                    .isEqualTo(highest(expected.get(i).symbolsByVersion()));
        }
    }

    @Test
    void readsInterpretersAsReadobjDoes() throws IOException {
        List<Path> files = new ArrayList<>();
        List<String> interpreters = new ArrayList<>();
        for (Path file : ELF_FILES) {
            ((ElfImage) image(file)).interpreter().ifPresent(interpreter -> {
                files.add(file);
                interpreters.add(interpreter);
            });
        }

        assertThat(files).hasSizeGreaterThanOrEqualTo(100);
        assertThat(interpreters)
                .isEqualTo(Readobj.interpreters(files))
                .contains("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1");
    }

    /** The floors by another way: names compared as Maven compares versions. */
    private static Map<String, SymbolVersion> highest(Map<String, List<String>> symbolsByVersion) {
        Map<String, ComparableVersion> highest = new TreeMap<>();
        for (String need : symbolsByVersion.keySet()) {
            String name = need.substring(need.indexOf(' ') + 1).replace("GLIBC_ABI_DT_RELR", "GLIBC_2.36");
            int number = name.lastIndexOf('_') + 1;
            if (Character.isDigit(name.charAt(number))) {
                highest.merge(
                        name.substring(0, number - 1),
                        new ComparableVersion(name.substring(number)),
                        (one, other) -> one.compareTo(other) > 0 ? one : other);
            }
        }
        Map<String, SymbolVersion> versions = new TreeMap<>();
        highest.forEach((family, version) -> versions.put(family, new SymbolVersion(family, version.toString())));
        return versions;
    }

    @Test
    void readsPeFilesAsReadobjDoes() throws IOException {
        List<Readobj.Other> expected = Readobj.pe(PE_FILES);
        assertThat(expected).hasSameSizeAs(PE_FILES);
        for (int i = 0; i < expected.size(); i++) {
            PeImage image = (PeImage) image(PE_FILES.get(i));
            Readobj.Other other = expected.get(i);

            assertThat(image.architecture())
                    .as("%s", PE_FILES.get(i))
                    .isEqualTo(Architecture.ofTriple(other.arch()).orElseThrow());
            assertThat(image.bits()).as("%s", PE_FILES.get(i)).isEqualTo(other.bits());
            assertThat(image.imports().stream().sorted().toList())
                    .as("%s", PE_FILES.get(i))
                    .isEqualTo(other.libraries());
            assertThat(image.buildId()).as("%s", PE_FILES.get(i)).isEqualTo(other.id());
            assertThat(image.subsystem())
                    .as("%s", PE_FILES.get(i))
                    .isEqualTo(Integer.decode(Readobj.find(other.text(), "Subsystem: .*\\((0x\\w+)\\)")
                            .orElseThrow()));
            assertThat(image.kind() == BinaryImage.Kind.LIBRARY)
                    .as("%s", PE_FILES.get(i))
                    .isEqualTo(other.text().contains("IMAGE_FILE_DLL "));
            assertThat(image.stripped())
                    .as("%s", PE_FILES.get(i))
                    .isEqualTo(Readobj.find(other.text(), "SymbolCount: (\\d+)")
                            .orElseThrow()
                            .equals("0"));
        }
    }

    @Test
    void readsMachOFilesAsReadobjDoes() throws IOException {
        List<Readobj.Other> expected = Readobj.machO(MACH_O_FILES);
        List<Boolean> signed = Readobj.signed(MACH_O_FILES);
        assertThat(expected).hasSameSizeAs(MACH_O_FILES);
        assertThat(signed).contains(true, false);
        for (int i = 0; i < expected.size(); i++) {
            MachOImage image = (MachOImage) image(MACH_O_FILES.get(i));
            Readobj.Other other = expected.get(i);

            assertThat(image.architecture())
                    .as("%s", MACH_O_FILES.get(i))
                    .isEqualTo(Architecture.ofTriple(other.arch()).orElseThrow());
            assertThat(image.libraries().stream().sorted().toList())
                    .as("%s", MACH_O_FILES.get(i))
                    .isEqualTo(other.libraries());
            assertThat(image.bits()).as("%s", MACH_O_FILES.get(i)).isEqualTo(other.bits());
            assertThat(image.signature().isPresent())
                    .as("%s", MACH_O_FILES.get(i))
                    .isEqualTo(signed.get(i));
            assertThat(image.minimumMacOs()).as("%s", MACH_O_FILES.get(i)).isEqualTo(other.minimum());
            assertThat(image.stripped())
                    .as("%s", MACH_O_FILES.get(i))
                    .isEqualTo(Readobj.find(other.text(), "nlocalsym: (\\d+)")
                            .orElseThrow()
                            .equals("0"));
        }
    }

    private static BinaryImage image(Path file) throws IOException {
        List<BinaryImage> images = BinaryImage.readAll(file);
        assertThat(images).as("%s", file).hasSize(1);
        return images.get(0);
    }
}
