package vn.lienthong.connector.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** One unpacked part of a workbook; stops where it grows as only an attack does. */
final class GuardedBytes extends FilterInputStream {
    private static final long FREE = 100L << 20;
    private static final long RATIO = 250;
    private static final long MOST = 8L << 30;
    /** No tag and no text of a workbook is this long; a parser would hold all of it in memory. */
    private static final int RUN = 4 << 20;

    private final long packed;
    private final String part;
    private long count;
    private int run;

    GuardedBytes(InputStream bytes, long packed, String part) {
        super(bytes);
        this.packed = Math.max(packed, 1);
        this.part = part;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int got = super.read(target, offset, length);
        for (int i = offset; i < offset + got; i++) {
            run = target[i] == '<' ? 0 : run + 1;
            if (run > RUN) {
                throw new HostileWorkbook("a text in " + part + " never ends");
            }
        }
        count += Math.max(got, 0);
        if (count > MOST || count > FREE && count / packed > RATIO) {
            throw new HostileWorkbook(part + " unpacks to more than a workbook can hold");
        }
        return got;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** The workbook is made to do harm, or no program could read it. */
    static final class HostileWorkbook extends IOException {
        HostileWorkbook(String why) {
            super(why);
        }
    }
}
