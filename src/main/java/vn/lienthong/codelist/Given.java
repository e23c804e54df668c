package vn.lienthong.codelist;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;

/**
 * An entry as somebody writes it, in a form or a file.
 *
 * @param target the new code of a crosswalk; left aside in a plain list
 * @param firstDay {@code 2025-07-01} or {@code 01/07/2025}; empty for ever since
 * @param lastDay likewise; empty without end
 */
record Given(String code, String target, String name, String targetName, String firstDay, String lastDay) {
    private static final int MOST_CODE = 100;
    private static final int MOST_NAME = 300;
    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})(?:T.*)?");
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})");

    /** What a form or a program leaves out is empty. */
    Given(
            @Nullable String code,
            @Nullable String target,
            @Nullable String name,
            @Nullable String targetName,
            @Nullable String firstDay,
            @Nullable String lastDay) {
        this.code = text(code);
        this.target = text(target);
        this.name = text(name);
        this.targetName = text(targetName);
        this.firstDay = text(firstDay);
        this.lastDay = text(lastDay);
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    /**
     * The entry that is meant.
     *
     * @throws HubException CONFIGURATION where it can be none
     */
    CodeList.Entry entry(boolean crosswalk) {
        if (code.isBlank()) {
            throw new HubException(CodelistError.CODE_MISSING, Map.of());
        }
        if (crosswalk && target.isBlank()) {
            throw new HubException(CodelistError.TARGET_MISSING, Map.of("code", code.strip()));
        }
        if (Math.max(code.length(), target.length()) > MOST_CODE
                || Math.max(name.length(), targetName.length()) > MOST_NAME) {
            throw new HubException(CodelistError.TOO_LONG, Map.of("code", MOST_CODE, "name", MOST_NAME));
        }
        return new CodeListEntry(
                        "",
                        1,
                        code.strip(),
                        crosswalk ? target.strip() : null,
                        said(name),
                        crosswalk ? said(targetName) : null,
                        day(firstDay),
                        day(lastDay))
                .fact();
    }

    private static @Nullable String said(String text) {
        return text.isBlank() ? null : text.strip();
    }

    /**
     * A day as people write it; null where nothing is written.
     *
     * @throws HubException CONFIGURATION where it is none
     */
    static @Nullable LocalDate day(String text) {
        String written = text.strip();
        if (written.isEmpty()) {
            return null;
        }
        Matcher iso = ISO.matcher(written);
        Matcher day = WRITTEN.matcher(written);
        LocalDate found = iso.matches()
                ? CodeListEntry.day(iso.group(1) + "-" + iso.group(2) + "-" + iso.group(3))
                : day.matches()
                        ? CodeListEntry.day("%s-%02d-%02d"
                                .formatted(day.group(3), Integer.valueOf(day.group(2)), Integer.valueOf(day.group(1))))
                        : null;
        if (found == null) {
            throw new HubException(
                    CodelistError.DAY_INVALID, Map.of("given", written.substring(0, Math.min(written.length(), 40))));
        }
        return found;
    }

    /**
     * Goes on where these can be the entries of one code.
     *
     * @throws HubException CONFIGURATION where one ends before it begins, or two are in force on the same day
     */
    static void needFitting(List<CodeList.Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            CodeList.Entry entry = entries.get(i);
            if (entry.reversed()) {
                throw new HubException(
                        CodelistError.DATES_REVERSED,
                        Map.of("code", entry.code(), "first", entry.firstDay(), "last", entry.lastDay()));
            }
            for (CodeList.Entry other : entries.subList(0, i)) {
                if (entry.overlaps(other)) {
                    throw new HubException(CodelistError.OVERLAPS, Map.of("code", entry.code()));
                }
            }
        }
    }
}
