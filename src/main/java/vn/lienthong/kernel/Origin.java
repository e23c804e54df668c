package vn.lienthong.kernel;

import org.jspecify.annotations.Nullable;

/** Where what is done at this moment was asked for. */
public interface Origin {
    /** What the hub does by itself. */
    Origin OWN = () -> null;

    /** The network address of whoever asks; null for what the hub does by itself. */
    @Nullable
    String address();
}
