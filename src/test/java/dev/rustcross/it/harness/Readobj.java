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
     * @param libraries sorted
     * @param symbolsByVersion {@code LIBRARY VERSION} → the symbols of it, sorted
     */
    public record Elf(
            String arch,
            boolean hasInterpreter,
            List<String> libraries,
            Map<String, List<String>> symbolsByVersion,
            Optional<String> buildId,
            boolean stripped,
            boolean hasDebugInfo) {}

    /** A PE file, or a slice of a Mach-O file; {@code libraries} is sorted, {@code id} is a GUID. */
    public record Other(
            String arch, List<String> libraries, Optional<String> id, Optional<String> minimum, String text) {}

    public static List<Elf> elf(List<Path> files) {
        String json = run(
                files,
                "--elf-output-style=JSON",
                "--file-headers",
                "--needed-libs",
                "--version-info",
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
        return new Elf(
                text(file.getAsJsonObject("FileSummary").get("Arch")),
                objects(file.get("ProgramHeaders"), "ProgramHeader").stream()
                        .anyMatch(
                                segment -> text(segment.getAsJsonObject("Type").get("Name"))
                                        .equals("PT_INTERP")),
                file.getAsJsonArray("NeededLibraries").asList().stream()
                        .map(Readobj::text)
                        .sorted()
                        .toList(),
                symbols,
                buildId,
                !types.contains("SHT_SYMTAB"),
                sections.contains(".debug_info"));
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
