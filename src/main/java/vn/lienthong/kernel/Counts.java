package vn.lienthong.kernel;

/**
 * What became of the rows of a run. Always: read = written + unchanged + rejected + skipped + superseded; {@code deleted} stands
 * beside it, for target rows that the source no longer has.
 *
 * @param read source rows or change events
 * @param written rows inserted or updated in the target
 * @param unchanged rows the target already held
 * @param rejected rows refused with a reason
 * @param skipped rows left out by a rule of the mapping
 * @param superseded rows replaced by a later row of the same key within the run
 * @param deleted target rows deleted or marked because the source no longer has their key
 */
public record Counts(
        long read, long written, long unchanged, long rejected, long skipped, long superseded, long deleted) {
    /** Nothing yet. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

    /** Both together. */
    public Counts plus(Counts other) {
        return new Counts(
                read + other.read,
                written + other.written,
                unchanged + other.unchanged,
                rejected + other.rejected,
                skipped + other.skipped,
                superseded + other.superseded,
                deleted + other.deleted);
    }

    /** Whether the equation holds. A run whose counts do not add up has failed. */
    public boolean addUp() {
        return read == written + unchanged + rejected + skipped + superseded;
    }
}
