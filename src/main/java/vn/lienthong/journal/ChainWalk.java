package vn.lienthong.journal;

import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Walks from entry to entry, until one does not fit the one before it, or is another one than was signed. */
final class ChainWalk implements Links.Walker {
    private final Map<Long, byte[]> signed = new TreeMap<>();
    private @Nullable Link last;
    private volatile long entries;
    private @Nullable Long broken;

    /** A walk that knows how some entries have to be. */
    ChainWalk(List<Head> heads) {
        heads.forEach(head -> signed.put(head.id(), head.hash()));
    }

    @Override
    public boolean next(Links.Stored stored) {
        Link link = stored.link();
        byte[] hash = signed.remove(link.id());
        if (!stored.follows(last) || hash != null && !MessageDigest.isEqual(hash, link.hash())) {
            broken = link.id();
            return false;
        }
        last = link;
        entries++;
        return true;
    }

    /** How many entries fitted so far. */
    long entries() {
        return entries;
    }

    /** The entry that does not fit, or the first that was signed and is gone; null while all do. To be asked at the end. */
    @Nullable
    Long broken() {
        return broken != null || signed.isEmpty()
                ? broken
                : Long.valueOf(signed.keySet().iterator().next());
    }
}
