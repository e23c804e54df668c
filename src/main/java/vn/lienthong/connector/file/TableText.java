package vn.lienthong.connector.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/** Reads text by an {@link EncodingTable} and marks what means nothing with {@link TextEncoding#UNREADABLE}. */
final class TableText extends Reader {
    private static final int END = -1;
    private static final int NONE = -2;

    private final InputStream bytes;
    private final EncodingTable table;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;
    private int ahead = NONE;

    TableText(InputStream bytes, EncodingTable table) {
        this.bytes = bytes;
        this.table = table;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int first = take();
            if (first == END) {
                break;
            }
            target[offset + count++] = letter(first);
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    private char letter(int first) throws IOException {
        int second = take();
        char pair = second == END ? 0 : table.pair(first, second);
        if (pair != 0) {
            return pair;
        }
        ahead = second;
        return table.single(first);
    }

    private int take() throws IOException {
        if (ahead != NONE) {
            int next = ahead;
            ahead = NONE;
            return next;
        }
        if (at == filled) {
            filled = bytes.read(buffer, 0, buffer.length);
            at = 0;
            if (filled <= 0) {
                filled = 0;
                return END;
            }
        }
        return buffer[at++] & 0xFF;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
