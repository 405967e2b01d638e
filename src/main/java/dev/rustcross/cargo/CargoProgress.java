package dev.rustcross.cargo;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a build is, from the progress bar that cargo draws with {@code CARGO_TERM_PROGRESS_WHEN=always} and
 * {@code CARGO_TERM_PROGRESS_WIDTH} set.
 *
 * @param done units compiled or found unchanged
 * @param total units in all
 * @param inFlight the units being compiled, as cargo shows them: {@code clap_derive}, {@code myapp(bin)}; where the bar is
 *     full the last ends in an ellipsis
 */
public record CargoProgress(int done, int total, List<String> inFlight) {

    private static final Pattern ESCAPE =
            Pattern.compile("\u001b(?:\\[[0-9;?]*[A-Za-z]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\))");
    private static final Pattern BAR = Pattern.compile("\\s*Building \\[[=> ]*] (\\d{1,9})/(\\d{1,9})(?:: (.*?))?\\s*");

    public CargoProgress {
        inFlight = List.copyOf(inFlight);
    }

    /** Reads text that cargo has overwritten on its standard error, coloured or not; empty when it is no such bar. */
    public static Optional<CargoProgress> parse(String text) {
        Matcher bar = BAR.matcher(ESCAPE.matcher(text).replaceAll(""));
        if (!bar.matches()) {
            return Optional.empty();
        }
        String units = bar.group(3);
        return Optional.of(new CargoProgress(
                Integer.parseInt(bar.group(1)),
                Integer.parseInt(bar.group(2)),
                units == null || units.isEmpty() ? List.of() : List.of(units.split(", ", -1))));
    }
}
