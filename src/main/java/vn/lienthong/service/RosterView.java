package vn.lienthong.service;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Schema;

/**
 * The fields of an entity that are there for whoever asks. One that the agreement does not answer is found no more than one that never
 * was, whatever it is asked for: an answer, a filter or an order.
 */
final class RosterView {
    private final Roster roster;
    private final List<RosterField> fields;
    private final Schema schema;

    /**
     * The view under an agreement.
     *
     * @param answer the columns that it answers
     * @param schema the columns of the dataset
     */
    RosterView(Roster roster, List<String> answer, Schema schema) {
        this.roster = roster;
        this.schema = schema;
        this.fields = roster.entity().fields().stream()
                .filter(field -> answer.contains(roster.column(field)))
                .toList();
    }

    /** Those that stand in answers, in their order. */
    List<RosterField> shown() {
        return fields.stream()
                .filter(field -> field.kind() != RosterField.Kind.CHOICE)
                .toList();
    }

    /** Whether the roles stand within it: those of users come out of another service. */
    boolean holdsRoles() {
        return roster.entity() == RosterEntity.USERS;
    }

    /** One that stands in answers. */
    Optional<RosterField> named(String name) {
        return shown().stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** One by which is filtered and ordered: {@code school.sourcedId}. */
    Optional<RosterField> at(String path) {
        return fields.stream().filter(field -> field.path().equals(path)).findFirst();
    }

    /** The column behind a field that is there. */
    Column column(RosterField field) {
        return behind(Objects.requireNonNull(roster.column(field)));
    }

    /** The column that a part of the entity is chosen by; empty where its field is not there, as whoever chooses by it learns it. */
    Optional<Column> chosenBy(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .map(this::column);
    }

    private Column behind(String name) {
        Column column = schema.column(name);
        if (column == null) {
            throw new HubException(ServiceError.COLUMN_GONE, Map.of("column", name));
        }
        return column;
    }
}
