package vn.lienthong.connector.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.CorrectionFile;
import vn.lienthong.kernel.Text;

/** One table in one open file, read from top to bottom. */
interface Table extends AutoCloseable {
    /** The header that was found. */
    Header header();

    /** Whether it is the answer to a file that was refused in part. */
    default boolean corrects() {
        return header().names().stream().anyMatch(CorrectionFile::marks);
    }

    /** The next record that is not empty, or null at the end. */
    @Nullable
    Row next() throws IOException;

    /** How people call a cell of a record: {@code cell C7}, {@code line 7, column 3}. */
    Text place(Row row, int wanted);

    @Override
    void close() throws IOException;

    /**
     * A record.
     *
     * @param number of its row or its first line, as people count
     * @param cells one a wanted column, in that order: what the file holds, as the kernel's types or null
     * @param flaw why the record cannot be used, null where it can
     */
    record Row(
            long number, @Nullable Object[] cells, @Nullable Flaw flaw) {}

    /**
     * Why a record cannot even be read.
     *
     * @param code for grouping: {@code file.ragged}
     * @param valueClass what was found, without content
     * @param reason in words, naming line or cell
     */
    record Flaw(String code, String valueClass, Text reason) {}
}
