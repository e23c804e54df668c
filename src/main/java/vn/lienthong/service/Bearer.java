package vn.lienthong.service;

import org.jspecify.annotations.Nullable;

/** The token in a header {@code Authorization} (RFC 6750). */
final class Bearer {
    private static final String SCHEME = "Bearer ";

    private Bearer() {}

    /** Null where the header is none, or of another kind. */
    static @Nullable String token(@Nullable String header) {
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : null;
    }
}
