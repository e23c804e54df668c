package vn.lienthong.connector.file;

/** What is known of a key of a file while a run changes it. */
final class KeyFlags {
    /** The standing file has the key, within the run's part of it. */
    static final int HELD = 1;
    /** The standing file has the key, outside the run's part. */
    static final int OUTSIDE = 2;
    /** The standing file has the key in several rows. */
    static final int TWICE = 4;
    /** The standing row is marked as gone. */
    static final int MARKED = 8;
    /** The source has the key. */
    static final int SEEN = 16;
    /** The log has a row of the key. */
    static final int WRITTEN = 32;
    /** The log takes the key away. */
    static final int GONE = 64;
    /** The log marks the key as gone. */
    static final int MARKING = 128;
    /** The new file has the key's row. */
    static final int PLACED = 256;

    private KeyFlags() {}

    /** Whether the run's part of the file has the key and the source has not. */
    static boolean absent(int flags) {
        return (flags & HELD) != 0 && (flags & (SEEN | WRITTEN | GONE | MARKED | MARKING)) == 0;
    }
}
