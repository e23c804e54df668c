package vn.lienthong.mapping;

/**
 * One check of one mapped field.
 *
 * @param field the target field
 * @param line where the field's checks stand
 * @param call which check
 */
public record CheckRule(String field, int line, Call call) {}
