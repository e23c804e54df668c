package vn.lienthong.mapping;

import java.util.List;
import vn.lienthong.kernel.Schema;

/**
 * A look-up, compiled: whom it asks, with which columns and for which.
 *
 * @param rule as written
 * @param input the columns it asks with, in the order of {@code with}
 * @param output the columns that rules use of an answer, in no order; {@link Reply#found} gives values for these
 */
public record Inquiry(LookUpRule rule, Schema input, List<String> output) {
    public Inquiry {
        output = List.copyOf(output);
    }
}
