package vn.lienthong.service;

import org.jspecify.annotations.Nullable;

/**
 * One field of a OneRoster entity.
 *
 * @param name as it stands in JSON
 * @param of the entity that it refers to; null where it refers to none
 * @param csv the column of the entity's file; null where it has none
 */
record RosterField(
        String name,
        Kind kind,
        @Nullable String of,
        @Nullable String csv) {
    /** How it is written. */
    enum Kind {
        TEXT,
        DATE,
        /** A moment, in UTC. */
        MOMENT,
        /** The word {@code true} or {@code false}: flags of OneRoster are words. */
        FLAG,
        /** Several words; in the column behind it they are parted by commas. */
        WORDS,
        /** Another entity, by its id. */
        REFERENCE,
        /** Several of them; their ids are parted by commas. */
        REFERENCES,
        /** What rows are chosen by alone: it stands in no answer. */
        CHOICE
    }

    static RosterField text(String name) {
        return new RosterField(name, Kind.TEXT, null, name);
    }

    static RosterField date(String name) {
        return new RosterField(name, Kind.DATE, null, name);
    }

    static RosterField moment(String name) {
        return new RosterField(name, Kind.MOMENT, null, name);
    }

    static RosterField flag(String name) {
        return new RosterField(name, Kind.FLAG, null, name);
    }

    static RosterField words(String name) {
        return new RosterField(name, Kind.WORDS, null, name);
    }

    static RosterField reference(String name, String of) {
        return new RosterField(name, Kind.REFERENCE, of, name + "SourcedId");
    }

    /** @param csv null where the file has no such column */
    static RosterField references(String name, String of, @Nullable String csv) {
        return new RosterField(name, Kind.REFERENCES, of, csv);
    }

    static RosterField choice(String name) {
        return new RosterField(name, Kind.CHOICE, null, null);
    }

    /** How filters and orders call it. */
    String path() {
        return switch (kind) {
            case REFERENCE, REFERENCES -> name + ".sourcedId";
            case CHOICE -> "roles." + name;
            default -> name;
        };
    }

    /** Whether it is the id of something: then no letter of it may change on the way. */
    boolean identifies() {
        return name.equals(RosterEntity.ID) || kind == Kind.REFERENCE || kind == Kind.REFERENCES;
    }
}
