package vn.lienthong.kernel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How carefully a column is to be handled. An unclassified column cannot be mapped out of its agency. */
public enum DataClass {
    PUBLIC("công khai", "public"),
    INTERNAL("nội bộ", "internal"),
    PERSONAL("cá nhân", "personal"),
    SENSITIVE("nhạy cảm", "sensitive"),
    UNCLASSIFIED("chưa phân loại", "not classified");

    private final Text words;

    DataClass(String vi, String en) {
        this.words = new Text(vi, en);
    }

    /** What a person may decide on, least careful first. */
    public static final List<DataClass> DECIDED = List.of(PUBLIC, INTERNAL, PERSONAL, SENSITIVE);

    /** The class that a person decided on, of its {@link #code}; empty where it is none. */
    public static Optional<DataClass> decided(@Nullable String code) {
        return DECIDED.stream().filter(each -> each.code().equals(code)).findFirst();
    }

    /** What people call it. */
    public Text words() {
        return words;
    }

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

    /** The class it counts as where something must be decided: a column that nobody classified counts as personal. */
    public DataClass counted() {
        return this == UNCLASSIFIED ? PERSONAL : this;
    }

    /** Whether it is handled less carefully than another. */
    public boolean below(DataClass other) {
        return counted().care() < other.counted().care();
    }

    /** As files and programs write it: {@code personal}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether people see values of this class only masked. */
    public boolean masked() {
        return this == PERSONAL || this == SENSITIVE || this == UNCLASSIFIED;
    }
}
