package dev.rustcross.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Keeps what a program prints, of endless output the beginning and the end. */
public final class BoundedLines implements OutputListener {

    private final long part;
    private final List<String> first = new ArrayList<>();
    private final Deque<String> last = new ArrayDeque<>();
    private long ofFirst;
    private long ofLast;
    private long leftOut;

    /**
     * Creates an empty keeper.
     *
     * @param part how many characters are kept of the beginning, and of the end
     */
    public BoundedLines(long part) {
        this.part = part;
    }

    @Override
    public synchronized void line(String line) {
        if (last.isEmpty() && ofFirst + line.length() <= part) {
            first.add(line);
            ofFirst += line.length() + 1L;
            return;
        }
        last.add(line);
        ofLast += line.length() + 1L;
        while (ofLast > part && last.size() > 1) {
            ofLast -= last.remove().length() + 1L;
            leftOut++;
        }
    }

    /** Returns the lines, with one that says how many are left out in their place. */
    public synchronized List<String> lines() {
        var lines = new ArrayList<>(first);
        if (leftOut > 0) {
            lines.add("[" + leftOut + " lines left out]");
        }
        lines.addAll(last);
        return lines;
    }
}
