package dev.rustcross.it.harness;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What {@code llvm-readobj} says of binaries; many files a call. */
public final class Readobj {

    private static final String PROGRAM = "llvm-readobj-19";

    private Readobj() {}

    /**
     * An ELF file.
     *
     * @param linkage {@code DYNAMIC}, {@code STATIC} or {@code STATIC_PIE}
     * @param libraries sorted
     * @param symbolsByVersion {@code LIBRARY VERSION} → the symbols of it, sorted
     */
    public record Elf(
            String arch,
            int bits,
            String linkage,
            boolean hasInterpreter,
            List<String> libraries,
            Map<String, List<String>> symbolsByVersion,
            Optional<String> buildId,
            boolean stripped,
            boolean hasDebugInfo) {}

    /** A PE file, or a slice of a Mach-O file; {@code libraries} is sorted, {@code id} is a GUID. */
    public record Other(
            String arch,
            int bits,
            List<String> libraries,
            Optional<String> id,
            Optional<String> minimum,
            String text) {}

    public static List<Elf> elf(List<Path> files) {
        String json = run(
                files,
                "--elf-output-style=JSON",
                "--file-headers",
                "--needed-libs",
                "--version-info",
                "--dynamic-table",
                "--program-headers",
                "--section-headers",
                "--notes");
        // Version 19 writes this one list as it does for people, in the midst of the JSON.
        JsonArray all = JsonParser.parseString(json.replaceAll("Predecessors: \\[[^\\]]*\\]\n", ""))
                .getAsJsonArray();
        return all.asList().stream().map(file -> elf(file.getAsJsonObject())).toList();
    }

    private static Elf elf(JsonObject file) {
        Map<String, List<String>> symbols = new TreeMap<>();
        Map<Integer, String> versions = new TreeMap<>();
        for (JsonObject library : objects(file.get("VersionRequirements"), "Dependency")) {
            for (JsonObject version : objects(library.get("Entries"), "Entry")) {
                String name = text(library.get("FileName")) + " " + text(version.get("Name"));
                versions.put(version.get("Index").getAsInt(), name);
                symbols.put(name, new ArrayList<>());
            }
        }
        for (JsonObject symbol : objects(file.get("VersionSymbols"), "Symbol")) {
            String version = versions.get(symbol.get("Version").getAsInt() & 0x7fff);
            if (version != null) {
                symbols.get(version).add(text(symbol.get("Name")).replaceFirst("@.*", ""));
            }
        }
        symbols.values().forEach(names -> names.sort(null));
        List<String> sections = objects(file.get("Sections"), "Section").stream()
                .map(section -> text(section.getAsJsonObject("Name").get("Name")))
                .toList();
        List<String> types = objects(file.get("Sections"), "Section").stream()
                .map(section -> text(section.getAsJsonObject("Type").get("Name")))
                .toList();
        Optional<String> buildId = objects(file.get("NoteSections"), "NoteSection").stream()
                .flatMap(section -> section.getAsJsonArray("Notes").asList().stream())
                .map(JsonElement::getAsJsonObject)
                .filter(note -> note.has("Build ID"))
                .map(note -> text(note.get("Build ID")))
                .findFirst();
        JsonObject summary = file.getAsJsonObject("FileSummary");
        boolean hasInterpreter = objects(file.get("ProgramHeaders"), "ProgramHeader").stream()
                .anyMatch(segment ->
                        text(segment.getAsJsonObject("Type").get("Name")).equals("PT_INTERP"));
        List<String> libraries = file.getAsJsonArray("NeededLibraries").asList().stream()
                .map(Readobj::text)
                .sorted()
                .toList();
        return new Elf(
                text(summary.get("Arch")),
                bits(text(summary.get("AddressSize"))),
                hasInterpreter || !libraries.isEmpty() ? "DYNAMIC" : linkageAlone(file),
                hasInterpreter,
                libraries,
                symbols,
                buildId,
                !types.contains("SHT_SYMTAB"),
                sections.contains(".debug_info"));
    }

    /** Of a file that needs no other: it is a program at a fixed address, says that it is one, or is a library. */
    private static String linkageAlone(JsonObject file) {
        if (text(file.getAsJsonObject("ElfHeader").get("Type")).startsWith("Executable")) {
            return "STATIC";
        }
        boolean isPie = file.getAsJsonArray("DynamicSection").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .anyMatch(entry -> text(entry.get("Type")).equals("FLAGS_1")
                        && entry.getAsJsonArray("Flags").toString().contains("\"PIE\""));
        return isPie ? "STATIC_PIE" : "DYNAMIC";
    }

    /** Returns the paths of the interpreters of ELF files that have one. */
    public static List<String> interpreters(List<Path> files) {
        return Stream.of(run(files, "--string-dump=.interp").split("(?m)^File: ", -1))
                .skip(1)
                .map(file -> find(file, "(?m)^\\[ +0\\] (\\S+)$").orElseThrow())
                .toList();
    }

    /** Returns whether Mach-O files have a signature, as {@code llvm-objdump} finds it. */
    public static List<Boolean> signed(List<Path> files) {
        return files.stream()
                .map(file -> Tool.run(Path.of("."), "llvm-objdump-19", "--macho", "--private-headers", file.toString()))
                .map(text -> text.contains("cmd LC_CODE_SIGNATURE"))
                .toList();
    }

    /** Returns the width of an address, of {@code AddressSize: 64bit}. */
    private static int bits(String addressSize) {
        return Integer.parseInt(addressSize.replace("bit", ""));
    }

    public static List<Other> pe(List<Path> files) {
        return other(run(files, "--file-headers", "--needed-libs", "--coff-imports", "--coff-debug-directory"));
    }

    public static List<Other> machO(List<Path> files) {
        return other(run(files, "--file-headers", "--needed-libs", "--macho-version-min", "--macho-dysymtab"));
    }

    private static List<Other> other(String text) {
        return Stream.of(text.split("(?m)^File: ", -1))
                .skip(1)
                .map(file -> new Other(
                        find(file, "(?m)^Arch: (\\S+)$").orElseThrow(),
                        bits(find(file, "(?m)^AddressSize: (\\S+)$").orElseThrow()),
                        find(file, "(?s)NeededLibraries \\[\n(.*?)\\]\n")
                                .orElseThrow()
                                .lines()
                                .map(String::strip)
                                .sorted()
                                .toList(),
                        find(file, "PDBGUID: \\{(\\S+)\\}"),
                        find(file, "(?s)MinVersion \\{.*?Version: (\\S+)"),
                        file))
                .toList();
    }

    public static Optional<String> find(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String run(List<Path> files, String... options) {
        return Tool.run(
                Path.of("."),
                Stream.of(Stream.of(PROGRAM), Stream.of(options), files.stream().map(Path::toString))
                        .flatMap(words -> words)
                        .toArray(String[]::new));
    }

    private static List<JsonObject> objects(JsonElement array, String key) {
        return array.getAsJsonArray().asList().stream()
                .map(element -> element.getAsJsonObject().getAsJsonObject(key))
                .toList();
    }

    private static String text(JsonElement element) {
        return element.getAsString();
    }
}
