package vn.lienthong.mapping;

import vn.lienthong.kernel.DatasetName;

/**
 * A check that a field's value exists in another dataset. The mapping only says what it needs; whoever runs it fetches.
 *
 * @param field the target field
 * @param dataset where the value must exist
 * @param column in which column
 */
public record ReferenceCheck(String field, DatasetName dataset, String column) {}
