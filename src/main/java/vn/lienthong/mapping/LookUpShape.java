package vn.lienthong.mapping;

import java.util.List;
import vn.lienthong.kernel.Schema;

/**
 * What an operation or dataset can be asked with and what it answers, as whoever asks it knows.
 *
 * @param input the columns that can be given
 * @param required those without which it cannot be asked
 * @param output the columns of an answer
 */
public record LookUpShape(Schema input, List<String> required, Schema output) {
    public LookUpShape {
        required = List.copyOf(required);
    }
}
