package vn.lienthong.quarantine;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.Secret;

/**
 * Whom somebody looks for: the person whose rows have this value in a column that identifies people. Two texts are the same where
 * they are after NFC and without blanks around them; numbers of six digits and more also where they are grouped otherwise.
 *
 * @param dataset where the column stands; null for every dataset that has one of the name
 * @param column e.g. {@code personal_id}
 * @param value never shown, never logged
 */
public record Sought(@Nullable DatasetName dataset, String column, Secret value) {
    private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z_]*+");
    private static final Pattern GROUPING = Pattern.compile("[\\s.'’-]");
    private static final Pattern NUMBER = Pattern.compile("\\d{6,}");
    private static final Pattern THREES = Pattern.compile("(?<=\\d)(?=(\\d{3})+$)");
    private static final char BETWEEN = '\u001f';

    /** Whether a text is the value. */
    public boolean is(@Nullable String text) {
        return text != null && !text.isEmpty() && plain(text).equals(plain(value.reveal()));
    }

    /** The value in the one spelling that stands for all: what the journal hashes. */
    public String identity() {
        return plain(value.reveal());
    }

    /** The spellings by which a database that compares letter by letter finds it. */
    public List<String> spellings() {
        String given = value.reveal().strip();
        String plain = plain(given);
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(given);
        spellings.add(plain);
        spellings.add(Normalizer.normalize(given, Normalizer.Form.NFC));
        spellings.add(Normalizer.normalize(given, Normalizer.Form.NFD));
        if (NUMBER.matcher(plain).matches()) {
            for (String between : List.of(" ", ".", "-")) {
                spellings.add(THREES.matcher(plain).replaceAll(between));
            }
        }
        return new ArrayList<>(spellings);
    }

    /** The one spelling of a text that stands for all. */
    static String plain(String text) {
        if (PLAIN.matcher(text).matches()) { // most values: asked for each row of a run that leaves some out
            return text;
        }
        String nfc = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        String bare = GROUPING.matcher(nfc).replaceAll("");
        return NUMBER.matcher(bare).matches() ? bare : nfc;
    }

    /** What a value in a column is marked by. */
    static String mark(String column, String text) {
        return column + BETWEEN + plain(text);
    }

    @Override
    public String toString() {
        return (dataset == null ? "" : dataset + ".") + column + "=•••";
    }
}
