package vn.lienthong.connector.http;

import java.util.regex.Pattern;

/**
 * What is shown in the place of a value: of what it is made and about how long it is. A short one gets the same sign as every other short
 * one, since its length alone could tell a sex from the other. Of long ones made of digits the form is shown, in which ids and days are
 * mistaken most.
 */
public final class MaskedValue {
    /** Stands for what is removed wholly. */
    public static final String REMOVED = "«✕»";
    /** From here on nothing is shown, because it is too much. */
    public static final String MORE = "…";
    /** From here on nothing could be read. */
    public static final String UNREADABLE = "«?»";

    private static final int SHORT = 16;
    private static final int FORM = 9;
    private static final int LONGEST_FORM = 40;
    private static final Pattern DIGITS = Pattern.compile("[+-]?\\d[\\d ./:+-]*(T[\\d.:+-]+)?Z?");

    private MaskedValue() {}

    /** In the place of a text. */
    public static String of(String value) {
        int length = value.codePointCount(0, value.length());
        if (length == 0) {
            return "";
        }
        if (length <= LONGEST_FORM && DIGITS.matcher(value).matches()) {
            long digits = value.chars().filter(Character::isDigit).count();
            return digits < FORM - 1 || length < FORM ? "«#1–8»" : value.replaceAll("\\d", "#");
        }
        int from = 1;
        int to = SHORT - 1;
        while (length > to) {
            from = to + 1;
            to = from * 2 - 1;
        }
        return "«" + from + "–" + to + "»";
    }
}
