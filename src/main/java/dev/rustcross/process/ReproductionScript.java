package dev.rustcross.process;

import dev.rustcross.failure.BuildIoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A script that runs a command again by hand, in the same directory with the same variables laid over the environment.
 *
 * <p>Values that may be secret are left out; a comment names each such variable.
 */
public enum ReproductionScript {

    /** For any POSIX shell. */
    SH(".sh") {
        @Override
        public String render(Command command, Set<String> hiddenVariables) {
            var script = new StringBuilder("#!/bin/sh\n");
            command.environment().keySet().stream()
                    .sorted()
                    .filter(name -> isHidden(command, name, hiddenVariables))
                    .forEach(name ->
                            script.append("# set ").append(name).append(" first: its value is not kept here\n"));
            script.append("cd ").append(quote(command.directory().toString())).append(" || exit\n");
            // env, not export: the variables of cc-rs may hold dashes
            script.append("exec env");
            new TreeMap<>(command.environment()).forEach((name, value) -> {
                if (!isHidden(command, name, hiddenVariables)) {
                    script.append(" \\\n  ").append(quote(name + "=" + value));
                }
            });
            return script.append(" \\\n  ")
                    .append(quoteAll(command))
                    .append('\n')
                    .toString();
        }

        @Override
        String quote(String word) {
            return SH_PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
        }
    },

    /** For Windows' command interpreter. */
    BAT(".bat") {
        @Override
        public String render(Command command, Set<String> hiddenVariables) {
            var script = new StringBuilder("@echo off\r\nsetlocal disabledelayedexpansion\r\nchcp 65001 >nul\r\n");
            command.environment().keySet().stream()
                    .sorted()
                    .filter(name -> isHidden(command, name, hiddenVariables))
                    .forEach(name ->
                            script.append("rem set ").append(name).append(" first: its value is not kept here\r\n"));
            script.append("cd /d ")
                    .append(quote(command.directory().toString()))
                    .append(" || exit /b\r\n");
            new TreeMap<>(command.environment()).forEach((name, value) -> {
                if (!isHidden(command, name, hiddenVariables)) {
                    script.append("set ")
                            .append(escape('"' + name + "=" + value + '"'))
                            .append("\r\n");
                }
            });
            return script.append(quoteAll(command)).append("\r\n").toString();
        }

        /** Quotes for the C runtime's parser first, then for the interpreter, to which no character is special then. */
        @Override
        String quote(String word) {
            if (BAT_PLAIN.matcher(word).matches()) {
                return word;
            }
            String escaped = word.replaceAll("(\\\\*)\"", "$1$1\\\\\"").replaceAll("(\\\\+)$", "$1$1");
            return escape('"' + escaped + '"');
        }

        private String escape(String text) {
            return text.replaceAll("[\"^&|<>()!]", "^$0").replace("%", "%%");
        }
    };

    private static final Pattern SH_PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final Pattern BAT_PLAIN = Pattern.compile("[A-Za-z0-9_@+=:./\\\\-]+");
    private static final String SECRETS = "TOKEN|PASSWORD|PASSWD|PASSPHRASE|SECRET|CREDENTIAL|AUTH|KEY";
    private static final Pattern SECRET_NAME = Pattern.compile(SECRETS, Pattern.CASE_INSENSITIVE);
    /** An option for a container, as in {@code CROSS_CONTAINER_OPTS}. */
    private static final Pattern SECRET_OPTION =
            Pattern.compile("(?:-e|--env)[ =]?['\"]?\\w*(?:" + SECRETS + ")\\w*=", Pattern.CASE_INSENSITIVE);

    private static final Pattern URL_WITH_USER = Pattern.compile("://[^/\\s]*@");

    private final String extension;

    ReproductionScript(String extension) {
        this.extension = extension;
    }

    /**
     * Returns the script.
     *
     * @param hiddenVariables names of variables whose values must not be written, beside those whose name or value looks
     *     like a secret, or cannot be written in this shell
     */
    public abstract String render(Command command, Set<String> hiddenVariables);

    /** Returns a word as one argument of a command line of this shell. */
    abstract String quote(String word);

    /**
     * Writes the script, readable by its owner only, in place of an earlier one.
     *
     * @param name the file's name without extension
     * @return the file
     */
    public Path write(Command command, Set<String> hiddenVariables, Path folder, String name) {
        Path script = folder.resolve(name + extension);
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, name, extension);
            try {
                Files.writeString(draft, render(command, hiddenVariables));
                if (!draft.toFile().setExecutable(true, true)) {
                    throw new IOException("it cannot be made executable");
                }
                return Files.move(draft, script, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new BuildIoException("cannot write " + script + ": " + e, e);
        }
    }

    String quoteAll(Command command) {
        return command.arguments().stream().map(this::quote).collect(Collectors.joining(" "));
    }

    boolean isHidden(Command command, String name, Set<String> hiddenVariables) {
        String value = command.environment().getOrDefault(name, "");
        return hiddenVariables.contains(name)
                || SECRET_NAME.matcher(name).find()
                || URL_WITH_USER.matcher(value).find()
                || SECRET_OPTION.matcher(value).find()
                || (this == BAT && value.contains("\n"));
    }
}
