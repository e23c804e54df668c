package vn.lienthong.mapping;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/** What came back to one question: a row, none, or why there is no answer. Immutable. */
public final class Reply {
    private static final Reply NONE = new Reply(null, null);

    private final @Nullable Object @Nullable [] values;
    private final @Nullable Fault refusal;

    private Reply(@Nullable Object @Nullable [] values, @Nullable Fault refusal) {
        this.values = values;
        this.refusal = refusal;
    }

    /** One row, with its values in the order of {@link Inquiry#output}. */
    public static Reply found(@Nullable Object[] values) {
        return new Reply(values.clone(), null);
    }

    /** The system answered that it has nothing. */
    public static Reply none() {
        return NONE;
    }

    /** The system has several rows where one was asked for. */
    public static Reply several(Inquiry inquiry) {
        return new Reply(
                null,
                Fault.of(
                        "look_up_several",
                        Reason.LOOK_UP_SEVERAL,
                        Map.of(
                                "name",
                                inquiry.rule().name(),
                                "ask",
                                inquiry.rule().ask())));
    }

    /**
     * There is no answer to this question, and asking again would not help. Rows that need it are refused.
     *
     * @param code follows the field's name in the rejection's code
     * @param reason in words, without a value
     */
    public static Reply refused(String code, Text reason) {
        return new Reply(null, new Fault(code, reason));
    }

    static Reply refused(Fault why) {
        return new Reply(null, why);
    }

    /** Whether it is an answer: a row or none. */
    public boolean answered() {
        return refusal == null;
    }

    @Nullable
    Fault refusal() {
        return refusal;
    }

    boolean isFound() {
        return values != null;
    }

    @Nullable
    Object value(List<String> columns, String column) {
        int position = columns.indexOf(column);
        return values == null || position < 0 ? null : values[position];
    }
}
