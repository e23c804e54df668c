package vn.lienthong.journal;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;

/**
 * What is looked for, as it stands in an address. No person: an id never does.
 *
 * @param outcome {@code done} or {@code refused}
 * @param since the first day
 * @param until the last day
 */
record Filter(
        @Nullable String actor,
        @Nullable String act,
        @Nullable String subject,
        @Nullable String outcome,

        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
        LocalDate since,

        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
        LocalDate until,

        @Nullable String agency) {
    /** The same as the database is asked; days are those of a time zone. */
    Asked asked(ZoneId zone) {
        return new Asked(
                word(actor),
                word(act),
                word(subject),
                word(outcome) == null ? null : ending(),
                since == null ? null : since.atStartOfDay(zone).toInstant(),
                until == null ? null : until.plusDays(1).atStartOfDay(zone).toInstant(),
                word(agency),
                null,
                null,
                Set.of());
    }

    /** Whether anything is looked for at all. */
    boolean any() {
        return Stream.of(actor, act, subject, outcome, agency).anyMatch(text -> word(text) != null)
                || since != null
                || until != null;
    }

    private Asked.Outcome ending() {
        return "done".equals(String.valueOf(outcome).strip().toLowerCase(Locale.ROOT))
                ? Asked.Outcome.DONE
                : Asked.Outcome.REFUSED;
    }

    private static @Nullable String word(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
