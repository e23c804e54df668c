package vn.lienthong.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Why one row was refused. A value, not an exception: a bad row never stops good ones.
 *
 * @param row index of the row in the batch that was judged
 * @param ordinal number of the source row in its read
 * @param field the target field the reason is about, null where it is about the whole row
 * @param valueClass what kind of value was found, never the value: {@code empty}, {@code text(12)}, {@code date}
 * @param code the check's code, e.g. {@code personal_id.sex}; grouping goes by it
 * @param reason in words, without row content
 */
public record Rejection(int row, long ordinal, @Nullable String field, String valueClass, String code, Text reason) {}
