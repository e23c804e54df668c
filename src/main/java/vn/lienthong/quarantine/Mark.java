package vn.lienthong.quarantine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A mark that can stand in a set. */
record Mark(byte[] bytes) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Mark mark && Arrays.equals(mark.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
