package vn.lienthong.kernel;

/**
 * SipHash-2-4 of one input, given in words of eight bytes, lowest first: who does not know the secret cannot find two inputs that
 * meet. Asked for once a row or oftener; as long as it does not leave the method that made it, the compiler keeps it in registers.
 */
public final class SipHash {
    private static final int LETTERS = 4;

    private long v0;
    private long v1;
    private long v2;
    private long v3;

    private SipHash(long low, long high) {
        v0 = low ^ 0x736f6d6570736575L;
        v1 = high ^ 0x646f72616e646f6dL;
        v2 = low ^ 0x6c7967656e657261L;
        v3 = high ^ 0x7465646279746573L;
    }

    /** The 64 bits of a text's letters, two bytes each, low byte first, under a secret of 128 bits. */
    public static long of(String text, long low, long high) {
        SipHash hash = new SipHash(low, high);
        hash.word(hash.letters(text) | (long) (2 * text.length()) << 56);
        hash.v2 ^= 0xff;
        return hash.finished();
    }

    /** An empty input, to be ended with {@link #high} and {@link #low}, under a secret of 128 bits. */
    public static SipHash wide(long low, long high) {
        SipHash hash = new SipHash(low, high);
        hash.v1 ^= 0xee;
        return hash;
    }

    /** Takes a text in, such that it cannot be taken for another text or for parts of two. */
    public void text(String text) {
        int length = text.length();
        word(length);
        long rest = letters(text);
        if (length % LETTERS != 0) {
            word(rest);
        }
    }

    /** Ends the input with this word; the first half of its 128 bits. */
    public long high(long last) {
        word(last);
        v2 ^= 0xee;
        return finished();
    }

    /** The second half; after the first. */
    public long low() {
        v1 ^= 0xdd;
        return finished();
    }

    /** Takes in a text's letters as far as they fill words; gives what is left over. */
    private long letters(String text) {
        int length = text.length();
        int at = 0;
        for (; at + LETTERS <= length; at += LETTERS) {
            word(text.charAt(at)
                    | (long) text.charAt(at + 1) << 16
                    | (long) text.charAt(at + 2) << 32
                    | (long) text.charAt(at + 3) << 48);
        }
        long rest = 0;
        for (int i = at; i < length; i++) {
            rest |= (long) text.charAt(i) << 16 * (i - at);
        }
        return rest;
    }

    void word(long word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
    }

    private long finished() {
        round();
        round();
        round();
        round();
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
        v0 += v1;
        v2 += v3;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 = Long.rotateLeft(v2, 32);
    }
}
