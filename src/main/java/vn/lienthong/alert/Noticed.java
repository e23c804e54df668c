package vn.lienthong.alert;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is noticed or open now.
 *
 * @param members the names of the things in it
 * @param since when it was noticed
 * @param open whether people were told
 * @param calmSince since when all is well again; null while it is not
 */
record Noticed(
        long number,
        String key,
        Set<String> members,
        Instant since,
        boolean open,
        @Nullable Instant calmSince) {}
