package vn.lienthong.mapping;

import java.util.List;
import java.util.Map;
import java.util.Set;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Schema;

/**
 * A mapping compiled for one source and one target. One run uses one, on one thread at a time: {@code unique} remembers what it
 * has seen; {@link #newRun()} gives a fresh one.
 */
public final class CompiledMapping {
    private CompiledMapping() {}

    /** The target columns in the order of the mapping, with the target's types. */
    public Schema schema() {
        throw new UnsupportedOperationException();
    }

    /** The source columns that are needed; others need not be read. */
    public Set<String> sourceColumns() {
        throw new UnsupportedOperationException();
    }

    /** What must be fetched from other datasets before {@link #apply}. */
    public List<ReferenceCheck> references() {
        throw new UnsupportedOperationException();
    }

    /** The values of this batch that must exist elsewhere, by check; every check is a key, perhaps with no values. */
    public Map<ReferenceCheck, Set<Object>> asks(Batch source, RunFacts run) {
        throw new UnsupportedOperationException();
    }

    /**
     * Maps and checks a batch.
     *
     * @param source a batch that holds at least the source columns
     * @param found of {@link #asks}, the values that exist
     */
    public Mapped apply(Batch source, RunFacts run, Map<ReferenceCheck, Set<Object>> found) {
        throw new UnsupportedOperationException();
    }

    /** The same mapping for another run: nothing seen yet. */
    public CompiledMapping newRun() {
        throw new UnsupportedOperationException();
    }
}
