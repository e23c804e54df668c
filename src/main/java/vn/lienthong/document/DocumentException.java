package vn.lienthong.document;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A file that cannot be used, with everything that is wrong in it. Nothing of it has been taken over. */
public final class DocumentException extends RuntimeException {
    private final transient List<Problem> problems;

    /** At least one problem. */
    public DocumentException(List<Problem> problems) {
        super(problems.stream().map(problem -> problem.in(Locale.ENGLISH)).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }
}
