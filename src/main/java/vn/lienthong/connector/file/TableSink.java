package vn.lienthong.connector.file;

import java.io.IOException;

/** A table in a new file, written from top to bottom; complete when it is closed. */
interface TableSink extends AutoCloseable {
    /** Adds a row, one text a column; empty means nothing. */
    void row(String[] texts) throws IOException;

    @Override
    void close() throws IOException;
}
