package vn.lienthong.service;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.SearchRequest.Comparison;
import vn.lienthong.connector.SearchRequest.Term;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Composed;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.ValueType;

/**
 * A filter as OneRoster 1.2 writes it (section on filtering of the "Rostering Service REST/JSON Binding 1.2"): one or two comparisons of
 * a field with a value in single quotes, joined by {@code AND} or {@code OR}. A quote within a value is written twice.
 *
 * @param terms the comparisons, of columns of the dataset
 * @param any whether one of them is enough
 */
record RosterFilter(List<Term> terms, boolean any) {
    static final RosterFilter NONE = new RosterFilter(List.of(), false);

    private static final int MOST_LETTERS = 2_000;
    private static final int MOST_TERMS = 2;

    /** Every part takes what it can and gives nothing back: reading is over after one pass. */
    private static final Pattern TERM =
            Pattern.compile("\\s*+([A-Za-z][A-Za-z0-9_.]{0,99}+)\\s*+(!=|>=|<=|=|>|<|~)\\s*+'((?:[^']++|'')*+)'\\s*+");

    private static final Pattern JOIN = Pattern.compile("(AND|OR)(?=\\s)");

    private static final Map<String, Comparison> SIGNS = Map.of(
            "=", Comparison.EQUAL,
            "!=", Comparison.OTHER,
            "<", Comparison.LESS,
            "<=", Comparison.AT_MOST,
            ">", Comparison.MORE,
            ">=", Comparison.AT_LEAST,
            "~", Comparison.CONTAINS);

    /**
     * Reads one.
     *
     * @throws HubException DATA, in the same words for a field that is not there and one that is not for whoever asks
     */
    static RosterFilter read(String text, RosterView view) {
        if (text.length() > MOST_LETTERS) {
            throw wrong();
        }
        List<Term> terms = new ArrayList<>();
        String joined = null;
        int at = 0;
        Matcher term = TERM.matcher(text);
        Matcher join = JOIN.matcher(text);
        while (true) {
            if (terms.size() == MOST_TERMS || !term.region(at, text.length()).lookingAt()) {
                throw wrong();
            }
            terms.add(term(term, view));
            at = term.end();
            if (at == text.length()) {
                return new RosterFilter(List.copyOf(terms), "OR".equals(joined));
            }
            if (!join.region(at, text.length()).lookingAt()) {
                throw wrong();
            }
            joined = join.group(1);
            at = join.end();
        }
    }

    private static Term term(Matcher found, RosterView view) {
        RosterField field = view.at(found.group(1)).orElseThrow(RosterFilter::wrong);
        Column column = view.column(field);
        Comparison comparison = SIGNS.get(found.group(2));
        Object value = value(found.group(3).replace("''", "'"), column.type());
        if (value == null || comparison == Comparison.CONTAINS && column.type() != ValueType.TEXT) {
            throw wrong();
        }
        return new Term(column.name(), comparison, value);
    }

    /** The value as its column holds it; null where it can hold none such. */
    private static @Nullable Object value(String text, ValueType type) {
        try {
            return switch (type) {
                case TEXT -> Composed.nfc(text);
                case INTEGER -> Long.valueOf(text);
                case DECIMAL -> text.matches("-?\\d{1,30}(\\.\\d{1,20})?") ? new BigDecimal(text) : null;
                case BOOLEAN -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
                case DATE -> usual(text.contains("T") ? moment(text).toLocalDate() : LocalDate.parse(text));
                case TIMESTAMP -> usual(moment(text).toLocalDate()) == null ? null : moment(text);
                case MOMENT ->
                    usual(moment(text).toLocalDate()) == null
                            ? null
                            : moment(text).atZone(ServiceCall.ZONE).toOffsetDateTime();
                case TIME, BYTES -> null;
            };
        } catch (DateTimeException | NumberFormatException none) {
            return null; // said without the value
        }
    }

    /** By the clock of Vietnam; a day alone is its beginning there. */
    private static LocalDateTime moment(String text) {
        if (!text.contains("T")) {
            return LocalDate.parse(text).atStartOfDay();
        }
        return text.matches(".*(Z|[+-]\\d{2}:\\d{2})")
                ? OffsetDateTime.parse(text).atZoneSameInstant(ServiceCall.ZONE).toLocalDateTime()
                : LocalDateTime.parse(text);
    }

    private static @Nullable LocalDate usual(LocalDate day) {
        return day.getYear() >= 1 && day.getYear() <= 9999 ? day : null;
    }

    private static HubException wrong() {
        return new HubException(ServiceError.ROSTER_FILTER, Map.of());
    }

    /** Names no value. */
    @Override
    public String toString() {
        return terms.toString();
    }
}
