package dev.rustcross.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A program call, as data.
 *
 * @param arguments the program and its arguments; never interpreted by a shell
 * @param directory the working directory
 * @param environment variables laid over the inherited environment; their values are never logged
 * @param timeout how long the program may run; {@link Duration#ZERO} for no limit
 * @param whenKilled a command line that ends what the program has started elsewhere, such as in a container, where killing its descendants
 *     does not reach; empty for none
 */
public record Command(
        List<String> arguments,
        Path directory,
        Map<String, String> environment,
        Duration timeout,
        List<String> whenKilled) {

    public Command {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        whenKilled = List.copyOf(whenKilled);
    }

    /** Creates a command whose descendants are all that it starts. */
    public Command(List<String> arguments, Path directory, Map<String, String> environment, Duration timeout) {
        this(arguments, directory, environment, timeout, List.of());
    }

    /** Creates a command with the inherited environment and no time limit. */
    public static Command of(Path directory, String... arguments) {
        return new Command(List.of(arguments), directory, Map.of(), Duration.ZERO);
    }

    /** Returns this command with another program or other arguments. */
    public Command withArguments(List<String> others) {
        return new Command(others, directory, environment, timeout, whenKilled);
    }

    /** Returns this command with other variables laid over the inherited environment. */
    public Command withEnvironment(Map<String, String> variables) {
        return new Command(arguments, directory, variables, timeout, whenKilled);
    }

    /** Returns this command with a command line that ends what it has started elsewhere. */
    public Command whenKilled(List<String> arguments) {
        return new Command(this.arguments, directory, environment, timeout, arguments);
    }

    /** Returns this command with another time limit. */
    public Command withTimeout(Duration limit) {
        return new Command(arguments, directory, environment, limit, whenKilled);
    }
}
