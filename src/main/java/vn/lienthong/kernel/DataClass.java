package vn.lienthong.kernel;

/** How carefully a column is to be handled. An unclassified column cannot be mapped out of its agency. */
public enum DataClass {
    PUBLIC,
    INTERNAL,
    PERSONAL,
    SENSITIVE,
    UNCLASSIFIED;

    /** Whether people see values of this class only masked. */
    public boolean masked() {
        return this == PERSONAL || this == SENSITIVE || this == UNCLASSIFIED;
    }
}
