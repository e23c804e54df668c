package vn.lienthong.sample;

/** Random bits that depend on nothing but a seed, a number and how often they were asked: any row can be made by itself. */
final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    Dice(long seed, long number) {
        this.state = mix(seed) ^ mix(number + GOLDEN);
    }

    /** 31 random bits. */
    int bits() {
        state += GOLDEN;
        return (int) (mix(state) >>> 33);
    }

    /** A number from 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) (((long) bits() * bound) >>> 31);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
