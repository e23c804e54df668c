package vn.lienthong.connector.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Something that works on files. */
interface FileAct<T extends @Nullable Object> {
    T run() throws IOException;
}
