package vn.lienthong.quarantine;

/**
 * SipHash-2-4 of a text's characters, two bytes each, low byte first. A run with held rows asks for it once a row, so it makes no
 * objects.
 */
final class SipHash {
    private final long first;
    private final long second;

    /** Under a key of 128 bits. */
    SipHash(long first, long second) {
        this.first = first;
        this.second = second;
    }

    long of(String text) {
        State state = new State(first, second);
        int length = text.length();
        int whole = length & ~3;
        for (int i = 0; i < whole; i += 4) {
            state.add(text.charAt(i)
                    | (long) text.charAt(i + 1) << 16
                    | (long) text.charAt(i + 2) << 32
                    | (long) text.charAt(i + 3) << 48);
        }
        long last = (long) (length * 2) << 56;
        for (int i = whole; i < length; i++) {
            last |= (long) text.charAt(i) << 16 * (i - whole);
        }
        state.add(last);
        return state.end();
    }

    /** The four words of the hash; never leaves the method that made it, so the compiler keeps them in registers. */
    private static final class State {
        private long a;
        private long b;
        private long c;
        private long d;

        State(long first, long second) {
            a = first ^ 0x736f6d6570736575L;
            b = second ^ 0x646f72616e646f6dL;
            c = first ^ 0x6c7967656e657261L;
            d = second ^ 0x7465646279746573L;
        }

        void add(long word) {
            d ^= word;
            round();
            round();
            a ^= word;
        }

        long end() {
            c ^= 0xFF;
            round();
            round();
            round();
            round();
            return a ^ b ^ c ^ d;
        }

        private void round() {
            a += b;
            c += d;
            b = Long.rotateLeft(b, 13) ^ a;
            d = Long.rotateLeft(d, 16) ^ c;
            a = Long.rotateLeft(a, 32);
            c += b;
            a += d;
            b = Long.rotateLeft(b, 17) ^ c;
            d = Long.rotateLeft(d, 21) ^ a;
            c = Long.rotateLeft(c, 32);
        }
    }
}
