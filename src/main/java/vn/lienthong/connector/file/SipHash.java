package vn.lienthong.connector.file;

/**
 * SipHash-2-4 with a result of 128 bits: who does not know the secret cannot find two inputs that meet. For one input, given in words
 * of eight bytes, the lowest first.
 */
final class SipHash {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    /** An empty input under a secret of 128 bits. */
    SipHash(long low, long high) {
        v0 = low ^ 0x736f6d6570736575L;
        v1 = high ^ 0x646f72616e646f6dL ^ 0xee;
        v2 = low ^ 0x6c7967656e657261L;
        v3 = high ^ 0x7465646279746573L;
    }

    void word(long word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
    }

    /** Takes a text in, such that it cannot be taken for another text or for parts of two. */
    void text(String text) {
        int length = text.length();
        word(length);
        int at = 0;
        for (; at + 4 <= length; at += 4) {
            word(text.charAt(at)
                    | (long) text.charAt(at + 1) << 16
                    | (long) text.charAt(at + 2) << 32
                    | (long) text.charAt(at + 3) << 48);
        }
        if (at < length) {
            long rest = 0;
            for (int i = at; i < length; i++) {
                rest |= (long) text.charAt(i) << 16 * (i - at);
            }
            word(rest);
        }
    }

    /** The input ends with this word. */
    KeyIndex.Mark end(long last) {
        word(last);
        v2 ^= 0xee;
        long first = finished();
        v1 ^= 0xdd;
        return new KeyIndex.Mark(first, finished());
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
