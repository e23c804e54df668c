package vn.lienthong.route.failed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;

/**
 * Which failed exchanges somebody asks for, as he writes it. A key among it stands in bodies alone, never in an address.
 *
 * @param state empty for all that wait
 * @param from as {@code 2026-11-28T09:30}, here, or with an offset; empty for always
 * @param overtaken false leaves out what is older than what is there; null is true
 */
record FailedAsked(
        @Nullable String route,
        @Nullable String code,
        @Nullable String state,
        @Nullable String from,
        @Nullable String until,
        @Nullable String key,
        @Nullable Boolean overtaken) {
    private static final ZoneId HERE = ZoneId.of("Asia/Ho_Chi_Minh");

    /** The same for the room. */
    FailedQuery query(@Nullable Long mark, List<String> agencies) {
        return new FailedQuery(
                text(route),
                text(code),
                state(text(state)),
                moment(text(from)),
                moment(text(until)),
                mark == null ? null : text(key),
                mark,
                overtaken == null || overtaken,
                agencies);
    }

    /** The same to be taken up: what a later turn overtook is among it only where that is said. */
    FailedAsked toRepeat() {
        return new FailedAsked(route, code, state, from, until, key, Boolean.TRUE.equals(overtaken));
    }

    static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }

    private static @Nullable FailedState state(String given) {
        if (given.isEmpty()) {
            return null;
        }
        return Arrays.stream(FailedState.values())
                .filter(one -> one.code().equals(given))
                .findFirst()
                .orElseThrow(() -> new HubException(FailedError.STATE, Map.of()));
    }

    private static @Nullable Instant moment(String given) {
        try {
            return given.isEmpty()
                    ? null
                    : given.matches(".*(Z|[+-]\\d{2}:\\d{2})")
                            ? OffsetDateTime.parse(given).toInstant()
                            : LocalDateTime.parse(given).atZone(HERE).toInstant();
        } catch (DateTimeException wrong) {
            throw new HubException(FailedError.TIME, Map.of());
        }
    }

    @Override
    public String toString() {
        return "failed exchanges";
    }
}
