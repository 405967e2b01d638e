package dev.rustcross.cargo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code cfg(…)} expression, as keys of Cargo's {@code [target]} table hold.
 *
 * @see <a href="https://doc.rust-lang.org/reference/conditional-compilation.html">the grammar</a>
 */
final class CfgExpression {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<string>\"[^\"]*\")|(?<sign>[(),=]))");

    private final List<String> tokens;
    private int next;

    private CfgExpression(List<String> tokens) {
        this.tokens = tokens;
    }

    /**
     * Returns whether an expression holds for a target.
     *
     * @param expression such as {@code cfg(all(unix, target_env = "musl"))}; a malformed one, which Cargo refuses, holds for
     *     nothing
     * @param facts the lines of {@code rustc --print cfg --target TRIPLE}
     */
    static boolean matches(String expression, Set<String> facts) {
        return tokenize(expression)
                .map(CfgExpression::new)
                .flatMap(CfgExpression::parseAll)
                .map(parsed -> parsed.test(facts))
                .orElse(false);
    }

    private static Optional<List<String>> tokenize(String expression) {
        List<String> tokens = new ArrayList<>();
        String text = expression.stripTrailing();
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                return Optional.empty();
            }
            tokens.add(matcher.group().strip());
            end = matcher.end();
        }
        return Optional.of(tokens);
    }

    private Optional<Predicate<Set<String>>> parseAll() {
        try {
            expect("cfg");
            expect("(");
            Predicate<Set<String>> parsed = parse();
            expect(")");
            return next == tokens.size() ? Optional.of(parsed) : Optional.empty();
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private Predicate<Set<String>> parse() throws MalformedException {
        String word = take();
        if (nextIs("(")) {
            List<Predicate<Set<String>>> operands = parseOperands();
            return switch (word) {
                case "all" -> facts -> operands.stream().allMatch(operand -> operand.test(facts));
                case "any" -> facts -> operands.stream().anyMatch(operand -> operand.test(facts));
                case "not" -> only(operands).negate();
                default -> throw new MalformedException();
            };
        }
        if (nextIs("=")) {
            expect("=");
            String fact = word + "=" + take();
            return facts -> facts.contains(fact);
        }
        return switch (word) {
            case "true" -> facts -> true;
            case "false" -> facts -> false;
            default -> facts -> facts.contains(word);
        };
    }

    private List<Predicate<Set<String>>> parseOperands() throws MalformedException {
        List<Predicate<Set<String>>> operands = new ArrayList<>();
        expect("(");
        while (!nextIs(")")) {
            operands.add(parse());
            if (!nextIs(")")) {
                expect(",");
            }
        }
        expect(")");
        return operands;
    }

    private boolean nextIs(String token) {
        return next < tokens.size() && tokens.get(next).equals(token);
    }

    private String take() throws MalformedException {
        if (next == tokens.size()) {
            throw new MalformedException();
        }
        return tokens.get(next++);
    }

    private void expect(String token) throws MalformedException {
        if (!take().equals(token)) {
            throw new MalformedException();
        }
    }

    private static <T> T only(List<T> operands) throws MalformedException {
        if (operands.size() != 1) {
            throw new MalformedException();
        }
        return operands.get(0);
    }

    private static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
