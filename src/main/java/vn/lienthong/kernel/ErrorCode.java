package vn.lienthong.kernel;

/**
 * A coded error. Each room declares an enum of its own that implements this; the words stand in
 * {@code i18n/<room>-errors_vi.properties} and {@code _en}: {@code <CODE>} says what happened and why, {@code <CODE>.remedy}
 * what to do. Both name their arguments in braces: {@code {connector}}.
 */
public interface ErrorCode {
    /** The room that owns the code, e.g. {@code connector}: the name of its message bundle. */
    String room();

    /** The code within the room, in capitals: {@code LOGIN_REFUSED}. */
    String name();

    /** What kind of trouble it is; decides what the hub does. */
    ErrorKind kind();

    /** The full code as shown to people and machines: {@code connector.LOGIN_REFUSED}. */
    default String code() {
        return room() + "." + name();
    }
}
