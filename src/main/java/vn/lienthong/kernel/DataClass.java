package vn.lienthong.kernel;

/** How carefully a column is to be handled. An unclassified column cannot be mapped out of its agency. */
public enum DataClass {
    PUBLIC,
    INTERNAL,
    PERSONAL,
    SENSITIVE,
    UNCLASSIFIED;

    /** The one of both that asks for more care; unclassified counts as more than internal, less than personal. */
    public DataClass stricter(DataClass other) {
        return care() >= other.care() ? this : other;
    }

    private int care() {
        return switch (this) {
            case PUBLIC -> 0;
            case INTERNAL -> 1;
            case UNCLASSIFIED -> 2;
            case PERSONAL -> 3;
            case SENSITIVE -> 4;
        };
    }

    /** Whether people see values of this class only masked. */
    public boolean masked() {
        return this == PERSONAL || this == SENSITIVE || this == UNCLASSIFIED;
    }
}
