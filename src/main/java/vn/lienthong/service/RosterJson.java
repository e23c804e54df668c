package vn.lienthong.service;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows as OneRoster has them in JSON. What a row does not hold is left out. */
final class RosterJson {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");

    private final String hub;

    /** @param hub the address of the hub as the caller sees it, without a path */
    RosterJson(String hub) {
        this.hub = hub;
    }

    /** One entity, by the fields that are asked for. */
    Map<String, Object> entity(RosterCall call, ListPage.Row row) {
        Map<String, Object> written = new LinkedHashMap<>();
        for (RosterField field : call.question().fields()) {
            Object value = value(field, row.value(call.view().column(field).name()));
            if (value != null) {
                written.put(field.name(), value);
            }
        }
        return written;
    }

    private @Nullable Object value(RosterField field, @Nullable Object held) {
        return switch (field.kind()) {
            case WORDS -> words(held);
            case REFERENCE -> held == null ? null : reference(field, held.toString());
            case REFERENCES ->
                words(held).stream().map(id -> reference(field, id)).toList();
            default -> text(field, held);
        };
    }

    private Map<String, Object> reference(RosterField field, String id) {
        String collection = String.valueOf(field.of());
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("href", hub + RosterAddress.of(collection, id));
        reference.put(RosterEntity.ID, id);
        reference.put("type", RosterEntity.of(collection).orElseThrow().single());
        return reference;
    }

    static List<String> words(@Nullable Object held) {
        List<String> words = new ArrayList<>();
        for (String word : held == null ? new String[0] : held.toString().split(",")) {
            if (!word.isBlank()) {
                words.add(word.strip());
            }
        }
        return words;
    }

    /** A value as OneRoster writes it, in JSON and in files; null where there is none. */
    static @Nullable String text(RosterField field, @Nullable Object held) {
        if (held == null) {
            return null;
        }
        return switch (field.kind()) {
            case MOMENT -> moment(held);
            case DATE -> day(held);
            default -> Written.text(held);
        };
    }

    private static String day(Object held) {
        return held instanceof LocalDateTime moment
                ? moment.toLocalDate().toString()
                : held instanceof OffsetDateTime moment
                        ? moment.atZoneSameInstant(ServiceCall.ZONE)
                                .toLocalDate()
                                .toString()
                        : held.toString();
    }

    /** What has no zone is meant by the clock of Vietnam. */
    private static String moment(Object held) {
        OffsetDateTime moment = held instanceof OffsetDateTime known
                ? known
                : held instanceof LocalDateTime local
                        ? local.atZone(ServiceCall.ZONE).toOffsetDateTime()
                        : held instanceof LocalDate day
                                ? day.atStartOfDay(ServiceCall.ZONE).toOffsetDateTime()
                                : null;
        return moment == null ? Written.text(held) : MOMENT.format(moment.withOffsetSameInstant(ZoneOffset.UTC));
    }
}
