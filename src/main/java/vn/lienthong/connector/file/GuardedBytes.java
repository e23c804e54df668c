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

    /** 0 among elements; else which kind of comment this is: '-' of a comment, '[' of a literal text, '?' of an instruction. */
    private byte inside;

    private byte last;
    private byte before;

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
            follow(target[i]);
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

    /** What a comment and its like holds goes on until its own end, whatever looks like an element in it. */
    private void follow(byte next) {
        run = next == '<' && inside == 0 ? 0 : run + 1;
        if (next == 0) {
            return; // half a letter of an encoding with two bytes each
        }
        if (inside == 0 && last == '<' && (next == '!' || next == '?') || inside == '!') {
            inside = next;
        } else if (next == '>' && ends()) {
            inside = 0;
        }
        before = last;
        last = next;
    }

    private boolean ends() {
        return switch (inside) {
            case '-' -> last == '-' && before == '-';
            case '[' -> last == ']' && before == ']';
            default -> inside != '?' || last == '?';
        };
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
