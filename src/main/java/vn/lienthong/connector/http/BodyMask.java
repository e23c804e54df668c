package vn.lienthong.connector.http;

/** Shows how a body is made without what it holds, for one kind of body. Any thread. */
@FunctionalInterface
public interface BodyMask {
    /**
     * Writes down the shape of a body. What cannot be read as this kind is not shown from there on.
     *
     * @param body its beginning, or all of it
     * @param names those that may be shown
     * @return false, with nothing written, where the type is of another kind
     */
    boolean write(byte[] body, String type, KnownNames names, MaskedText into);
}
