package vn.lienthong.mapping;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A transform or check as written: {@code length(2, 120)}.
 *
 * @param name its name
 * @param arguments what stands between the parentheses
 */
public record Call(String name, List<Argument> arguments) {
    public Call {
        arguments = List.copyOf(arguments);
    }

    /**
     * One argument.
     *
     * @param text without quotes
     * @param quoted whether quotes stood around it: then it is never the name of a column
     */
    public record Argument(String text, boolean quoted) {
        @Override
        public String toString() {
            return quoted ? '"' + text + '"' : text;
        }
    }

    @Override
    public String toString() {
        if (arguments.isEmpty()) {
            return name;
        }
        return name + arguments.stream().map(Argument::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
