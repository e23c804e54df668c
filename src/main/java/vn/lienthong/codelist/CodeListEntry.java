package vn.lienthong.codelist;

import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Problem;

/** One code as it stands in a file, with its place for problems. */
record CodeListEntry(
        String file,
        int line,
        String code,
        @Nullable String target,
        @Nullable String name,
        @Nullable String targetName,
        @Nullable LocalDate firstDay,
        @Nullable LocalDate lastDay) {

    static @Nullable LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException notADay) {
            return null;
        }
    }

    Problem problem(CodelistError code, Map<String, ?> arguments) {
        return Problem.of(file, line, code, arguments);
    }

    CodeList.Entry fact() {
        String old = composed(code);
        String to = target == null ? old : composed(target);
        String called = name == null ? old : composed(name);
        String toCalled = targetName != null ? composed(targetName) : target == null ? called : to;
        return new CodeList.Entry(old, to, called, toCalled, firstDay, lastDay);
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}
