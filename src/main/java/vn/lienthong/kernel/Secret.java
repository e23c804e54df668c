package vn.lienthong.kernel;

import java.util.Arrays;

/** A secret in memory. It never prints itself; close it when the connection that needed it is open. */
public final class Secret implements AutoCloseable {
    private final char[] characters;

    private Secret(char[] characters) {
        this.characters = characters;
    }

    /** A secret with these characters; the caller's array is copied. */
    public static Secret of(char[] characters) {
        return new Secret(characters.clone());
    }

    /** A secret with this text, where an API gives no characters. */
    public static Secret of(String text) {
        return new Secret(text.toCharArray());
    }

    /** The text, for the driver or protocol that needs it. Never log, store or show it. */
    public String reveal() {
        return new String(characters);
    }

    @Override
    public void close() {
        Arrays.fill(characters, '\0');
    }

    @Override
    public String toString() {
        return "•••";
    }
}
