package vn.lienthong.connector;

import vn.lienthong.kernel.Text;

/**
 * What marks a file as the answer to a bad one: the rows that were refused, for their owner to mend and hand in again. It never
 * says what is gone, because the rows that were good are not in it.
 */
public final class CorrectionFile {
    /** The column that says why. By it a file is recognised. */
    public static final Text REASON = new Text("Lý do bị trả lại (Lienthong)", "Why it came back (Lienthong)");

    /** A hidden sheet of a workbook; it stays when somebody deletes the column. */
    public static final String SHEET = "lienthong-correction";

    /** The hidden column that says which row a line is: by it the hub takes a mended workbook back at once. */
    public static final Text TAG = new Text("Mã dòng (Lienthong)", "Row tag (Lienthong)");

    private CorrectionFile() {}

    /** Whether this header is one of the marks, in either language. */
    public static boolean marks(String header) {
        return is(header, REASON) || is(header, TAG);
    }

    private static boolean is(String header, Text mark) {
        return header.equalsIgnoreCase(mark.vi()) || header.equalsIgnoreCase(mark.en());
    }
}
