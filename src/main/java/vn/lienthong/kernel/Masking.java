package vn.lienthong.kernel;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Shows as much of a value as recognising it needs, and no more. */
public final class Masking {
    /** Stands for what is not shown at all. */
    public static final String HIDDEN = "•••";

    private Masking() {}

    /** The text as it may be shown: sensitive values not at all, long numbers by their ends, names by their initials. */
    public static String of(DataClass dataClass, String text) {
        if (!dataClass.masked()) {
            return text;
        }
        if (dataClass == DataClass.SENSITIVE || text.isBlank()) {
            return HIDDEN;
        }
        if (text.chars().anyMatch(Character::isDigit)) {
            boolean longNumber = text.length() >= 9 && text.chars().allMatch(Character::isDigit);
            return longNumber ? text.substring(0, 3) + " " + HIDDEN + " " + text.substring(text.length() - 3) : HIDDEN;
        }
        return Arrays.stream(text.strip().split("\\s+"))
                .map(word -> word.substring(0, word.offsetByCodePoints(0, 1)) + "•")
                .collect(Collectors.joining(" "));
    }
}
