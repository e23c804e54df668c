package vn.lienthong.connector.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.SearchRequest;

/**
 * The condition of a search and the values for its places, in their order: names come from the catalogue and values are bound. How a
 * column is compared is the system's own matter. One thread, one statement.
 *
 * @param <C> a column as the system's catalogue knows it
 */
public abstract class Conditions<C> {
    /** The values for the places, in the order in which they were written. */
    protected final List<Object> values = new ArrayList<>();

    private final List<String> all = new ArrayList<>();

    /**
     * Adds what a search asks, as far as the system tells it.
     *
     * @param columns finds a column by its name
     */
    public final void add(SearchRequest request, Function<String, C> columns) {
        for (ReadRequest.Only only : request.only()) {
            C column = columns.apply(only.column());
            if (tells(column)) {
                all.add(oneOf(column, only));
            }
        }
        List<String> terms = request.terms().stream()
                .map(term -> term(columns.apply(term.column()), term))
                .toList();
        if (!terms.isEmpty()) {
            all.add("(" + String.join(request.any() ? " or " : " and ", terms) + ")");
        }
    }

    /** As it stands behind the name of the table; empty where every row will do. */
    public final String text() {
        return all.isEmpty() ? "" : " where " + String.join(" and ", all);
    }

    private String term(C column, SearchRequest.Term term) {
        if (!possible(term.value())) {
            return term.comparison() == SearchRequest.Comparison.OTHER ? "true" : "false";
        }
        return switch (term.comparison()) {
            case EQUAL -> equal(column, term.value());
            case OTHER -> "coalesce(not (" + equal(column, term.value()) + "), true)";
            case LESS -> compared(column, "<", term.value());
            case AT_MOST -> compared(column, "<=", term.value());
            case MORE -> compared(column, ">", term.value());
            case AT_LEAST -> compared(column, ">=", term.value());
            case CONTAINS -> contains(column, (String) term.value());
        };
    }

    /** Whether the system can hold such a value at all. */
    protected boolean possible(Object value) {
        return true;
    }

    /** Whether the system tells which of its rows hold one of some texts in this column. */
    protected abstract boolean tells(C column);

    /** The column holds one of these. */
    protected abstract String oneOf(C column, ReadRequest.Only only);

    /** The column holds this, however it is spelled in Unicode. */
    protected abstract String equal(C column, Object value);

    /** The column lies before or behind this. */
    protected abstract String compared(C column, String sign, Object value);

    /** The column has this in it, in letters of either case; nothing in the value is a sign of a pattern. */
    protected abstract String contains(C column, String value);
}
