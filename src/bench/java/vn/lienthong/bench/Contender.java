package vn.lienthong.bench;

/** One way to bring the rows over. */
interface Contender {
    String name();

    /** How many of {@code rows} it moves; slow ones move fewer and are compared by rows a second. */
    default long share(long rows) {
        return rows;
    }

    /** Whether it maps and checks, or copies as is. */
    default boolean maps() {
        return true;
    }

    /** Whether the target must be full, one row in a hundred out of date. */
    default boolean resync() {
        return false;
    }

    /** Moves the first {@code rows} rows. Timed from outside. */
    void move(BenchData data, long rows) throws Exception;
}
