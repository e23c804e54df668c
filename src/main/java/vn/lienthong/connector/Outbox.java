package vn.lienthong.connector;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the hub remembers of the rows that one job sends to a partner, one by one, who keeps no checkpoint for it. Each step is stored
 * before the next is done, so that after a death it is known which rows may have left. Rows are known by {@link #mark marks}; what they
 * hold is not kept. Any thread.
 *
 * <p>{@link #fence}, {@link #note} and {@link #put} are refused with CONFLICT once another writer has taken over.
 */
public interface Outbox {
    /** How far a row has come. */
    enum State {
        /** It has not left. */
        NEW,
        /** It has left, or was about to. */
        SENT,
        /** It has left, and no answer came. */
        UNKNOWN,
        /** The partner has it. */
        DONE,
        /** The partner does not want it. */
        REFUSED
    }

    /**
     * A row in the outbox.
     *
     * @param key mark of its key
     * @param content mark of the version that is on its way, or was last
     * @param arrived mark of the version that the partner is known to have; null where none is
     * @param idempotency the same for every attempt at this version
     * @param at since when it is in its state
     * @param version the number that this version bears at the partner, while it is NEW that of the one before; 0 where there is none
     */
    record Entry(
            UUID key, UUID content, @Nullable UUID arrived, UUID idempotency, State state, Instant at, long version) {
        /** A version that has not been tried. */
        public static Entry of(UUID key, UUID content, @Nullable Entry before) {
            return new Entry(
                    key,
                    content,
                    before == null ? null : before.arrived,
                    UUID.randomUUID(),
                    State.NEW,
                    Instant.EPOCH,
                    before == null ? 0 : before.version);
        }

        /** The same, further on. */
        public Entry in(State next, Instant now) {
            return new Entry(key, content, next == State.DONE ? content : arrived, idempotency, next, now, version);
        }

        /** The same, with a number for the partner. */
        public Entry numbered(long number) {
            return new Entry(key, content, arrived, idempotency, state, at, number);
        }

        /** Whether the partner may have what was sent last, and nobody knows. */
        public boolean open() {
            return state == State.SENT || state == State.UNKNOWN;
        }

        /** Whether the partner has this version, as far as the hub knows. */
        public boolean holds(UUID version) {
            return state == State.DONE && content.equals(version);
        }
    }

    /** A keyed hash of a text: the same for the same text, and of no use to who does not have the hub's key. */
    UUID mark(String text);

    /** Fences off whoever sent rows of the job before; gives the new epoch. */
    long takeOver();

    /** Throws where another writer has taken over. */
    void fence();

    /** What is known of rows, by the mark of the key. */
    Map<UUID, Entry> find(Collection<UUID> keys);

    /** Takes in versions that have not been tried, in the place of earlier ones. */
    void note(List<Entry> entries);

    /**
     * Stores how a row stands now.
     *
     * @param again 1 where it is about to leave again though the partner may have it and cannot tell; -1 where it did not leave after
     *     all; else 0
     */
    void put(Entry entry, int again);

    /** A run has brought these rows, and the partner has them as they are. */
    void seen(Collection<UUID> keys);

    /** How many rows the partner is known to have. */
    long arrived();

    /** Forgets rows, whatever their state; by whom they are sent does not matter. */
    void forget(Collection<UUID> keys);

    /** How the job's rows stand, to be shown. */
    Standing standing();

    /**
     * Rows of a job by what is known of them.
     *
     * @param unknown rows that may have arrived or not
     * @param repeated how often a row was sent again though the partner may have had it and cannot tell
     */
    record Standing(long unknown, long repeated) {}
}
