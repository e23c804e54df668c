package vn.lienthong.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are looked for, in which order, and which part of them is wanted. Columns are those of the dataset, whatever a person wrote;
 * values go into statements as values alone.
 *
 * @param columns the columns wanted, in the order of the answer's schema
 * @param only what each row must hold, all of it, as far as the system {@link Search#tells} it
 * @param terms what else is asked of a row
 * @param any whether one of the terms is enough; else all of them must hold. Without terms every row will do
 * @param sort by what they are ordered first; null for the key alone
 * @param offset how many of them are passed over
 * @param most most rows of the answer
 */
public record SearchRequest(
        List<String> columns,
        List<ReadRequest.Only> only,
        List<Term> terms,
        boolean any,
        @Nullable Sort sort,
        long offset,
        int most) {
    public SearchRequest {
        columns = List.copyOf(columns);
        only = List.copyOf(only);
        terms = List.copyOf(terms);
    }

    /**
     * One comparison.
     *
     * @param value of the column's {@link vn.lienthong.kernel.ValueType#javaType()}; of texts alone with {@link Comparison#CONTAINS}
     */
    public record Term(String column, Comparison comparison, Object value) {
        /** Names no value. */
        @Override
        public String toString() {
            return column + " " + comparison + " •••";
        }
    }

    /** How a column stands to a value. A column that holds nothing is {@link #OTHER} than every value, and nothing else. */
    public enum Comparison {
        EQUAL,
        OTHER,
        LESS,
        AT_MOST,
        MORE,
        AT_LEAST,
        /** A text has the value in it, in letters of either case. */
        CONTAINS
    }

    /** An order by one column, texts by their UTF-8 bytes; rows that hold nothing there come last. */
    public record Sort(String column, boolean descending) {}

    /** The same question, another part of its rows. */
    public SearchRequest part(long from, int rows) {
        return new SearchRequest(columns, only, terms, any, sort, from, rows);
    }
}
