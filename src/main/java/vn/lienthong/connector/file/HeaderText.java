package vn.lienthong.connector.file;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Header texts as people mean them: templates drift in line breaks, spaces, case, Unicode form and marks for required columns. */
final class HeaderText {
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00A0\\u200B-\\u200D\\u2060\\uFEFF]+");
    private static final Pattern REQUIRED = Pattern.compile("\\s*(\\(\\*+\\)|\\*+)$");

    private HeaderText() {}

    /** The text as it is shown and used as a column's name. */
    static String shown(String text) {
        return SPACES.matcher(Normalizer.normalize(text, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip();
    }

    /** What two texts have in common when they mean the same column. */
    static String key(String text) {
        return REQUIRED.matcher(shown(text)).replaceFirst("").toLowerCase(Locale.ROOT);
    }

    /** How many letters differ, for naming the nearest. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int change = corner + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                corner = above;
            }
        }
        return row[other.length()];
    }
}
