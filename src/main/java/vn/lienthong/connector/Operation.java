package vn.lienthong.connector;

import java.util.List;
import vn.lienthong.kernel.Schema;

/**
 * A question that a system answers.
 *
 * @param name how the hub calls it
 * @param input what can be given; values have these types
 * @param required the inputs that must have a value
 * @param output the columns of what is answered
 */
public record Operation(String name, Schema input, List<String> required, Schema output) {}
