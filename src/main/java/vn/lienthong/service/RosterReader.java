package vn.lienthong.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Nearest;

/** Reads which entity of OneRoster the rows of a service are, or notes what is wrong with it. */
final class RosterReader {
    private static final String COLLECTION = "/oneroster/collection";
    private static final String FIELDS = "/oneroster/fields";

    private final DocumentParts parts;

    RosterReader(DocumentParts parts) {
        this.parts = parts;
    }

    /** What is said of it; null where nothing is, or a problem is noted. */
    @Nullable
    Roster read() {
        String collection = parts.textOrNull(COLLECTION);
        if (collection == null) {
            return null;
        }
        Optional<RosterEntity> entity = RosterEntity.of(collection);
        if (entity.isEmpty()) { // the schema has said so
            return null;
        }
        Map<String, String> columns = parts.map(FIELDS);
        columns.forEach((field, column) -> check(entity.get(), field, column));
        String id = columns.get(RosterEntity.ID);
        List<String> ask = parts.texts("/ask");
        if (id == null || !ask.equals(List.of(id))) {
            parts.problem("/ask", ServiceError.ROSTER_ID, Map.of("ask", String.join(", ", ask)));
            return null;
        }
        return new Roster(entity.get(), columns);
    }

    private void check(RosterEntity entity, String field, String column) {
        if (entity.field(field) == null) {
            List<String> known = entity.fields().stream().map(RosterField::name).toList();
            parts.problem(
                    FIELDS + "/" + field,
                    ServiceError.ROSTER_FIELD_UNKNOWN,
                    Map.of(
                            "field",
                            field,
                            "collection",
                            entity.collection(),
                            "near",
                            Nearest.closest(field, known),
                            "known",
                            String.join(", ", known)));
        }
        if (!parts.texts("/answer").contains(column)) {
            parts.problem(
                    FIELDS + "/" + field,
                    ServiceError.ROSTER_COLUMN,
                    Map.of("field", field, "column", column, "answer", String.join(", ", parts.texts("/answer"))));
        }
    }
}
