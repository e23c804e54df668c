package vn.lienthong.journal;

import org.jspecify.annotations.Nullable;

/** Walks from entry to entry, until one does not fit the one before it. */
final class ChainWalk implements Links.Walker {
    private @Nullable Link last;
    private @Nullable Long broken;

    @Override
    public boolean next(Links.Stored stored) {
        if (!stored.follows(last)) {
            broken = stored.link().id();
            return false;
        }
        last = stored.link();
        return true;
    }

    /** The entry that does not fit; null while all do. */
    @Nullable
    Long broken() {
        return broken;
    }
}
