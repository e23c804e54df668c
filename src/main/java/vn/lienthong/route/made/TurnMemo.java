package vn.lienthong.route.made;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.HubException;

/**
 * What the steps of one turn have done. Where the turn fails it is kept, so that the turn can be taken up where it failed: what was
 * done is not done again, and what failed gets the very rows that it had. Branches of a turn share it. For every thread.
 */
final class TurnMemo {
    /** The property of the exchange that holds it; no text of a route can name it. */
    static final String PROPERTY = "CamelLienthongMemo";

    private final Held held;
    private final String way;

    /** What those who share it look at. */
    private static final class Held {
        private final Keeping keeping;
        private final List<Done> done;
        private final Map<String, Long> asked;
        private final Map<String, Integer> passed = new HashMap<>();
        private final Map<String, Failure> failures = new HashMap<>();
        private final boolean again;

        Held(List<Done> done, Map<String, Long> asked, Keeping keeping, boolean again) {
            this.done = new ArrayList<>(done);
            this.asked = new HashMap<>(asked);
            this.keeping = keeping;
            this.again = again;
        }
    }

    /** Of a turn that begins. */
    TurnMemo() {
        this(new Held(List.of(), Map.of(), memo -> {}, false), "");
    }

    private TurnMemo(Held held, String way) {
        this.held = held;
        this.way = way;
    }

    /**
     * Of a turn that is taken up again.
     *
     * @param done what attempts before have done
     * @param asked of the steps whose effect is not known: the run that was to be committed, or {@link #UNTOLD}
     * @param keeping makes durable what is done, before anything else is
     */
    static TurnMemo again(List<Done> done, Map<String, Long> asked, Keeping keeping) {
        return new TurnMemo(new Held(done, asked, keeping, true), "");
    }

    /**
     * The same as seen from a route that a step leads to. Two steps may lead to one route, which then comes by twice: what it did for the
     * one counts nothing for the other.
     *
     * @param step route and step
     */
    TurnMemo beyond(String step) {
        return new TurnMemo(held, way + step + AFTER);
    }

    /** Between the steps that led to a place and what is done there; no name has it. */
    static final String AFTER = " > ";

    /** In place of a run: the system cannot tell whether it has what it was given. */
    static final long UNTOLD = -1;

    /** Makes a memo durable; throws where somebody else has the turn now. */
    interface Keeping {
        void keep(TurnMemo memo);
    }

    /**
     * A step that was done.
     *
     * @param place the steps that led there, then route, step, act and dataset
     * @param rows what it brought, null of a write
     */
    record Done(String place, @Nullable Rows rows, long written, long unchanged) {}

    /** Why a step failed, and what travelled there. */
    record Failure(
            Reach reach, RuntimeException why, @Nullable Rows rows) {}

    /** That of an exchange. */
    static TurnMemo of(Exchange exchange) {
        return Objects.requireNonNull(
                exchange.getProperty(PROPERTY, TurnMemo.class), "an exchange that no route has begun");
    }

    private String place(Reach reach) {
        return way + step(reach);
    }

    /** Where it is done, whatever led there. */
    static String step(Reach reach) {
        return String.join(
                " ", reach.route(), reach.step(), reach.act(), reach.dataset().toString());
    }

    /** Whether the turn was begun by somebody who takes it up again. */
    boolean again() {
        return held.again;
    }

    /** What this step did in an attempt before, as often as it comes by; null where it is to be done now. */
    @Nullable
    Done take(Reach reach) {
        synchronized (held) {
            String place = place(reach);
            int times = held.passed.getOrDefault(place, 0);
            int seen = 0;
            for (Done one : held.done) {
                if (one.place().equals(place) && seen++ == times) {
                    held.passed.put(place, times + 1);
                    return one;
                }
            }
            return null;
        }
    }

    /** A target is about to be told to commit, which it may do without our hearing of it. */
    void asks(Reach reach, long run) {
        synchronized (held) {
            held.asked.put(place(reach), run);
            held.keeping.keep(this);
        }
    }

    /** It was not done, for certain. */
    void undone(Reach reach) {
        synchronized (held) {
            held.asked.remove(place(reach));
        }
    }

    /** The run of this step of which nobody knows whether it was committed; null where nothing is open. */
    @Nullable
    Long asked(Reach reach) {
        synchronized (held) {
            return held.asked.get(place(reach));
        }
    }

    /** A step brought rows. */
    void brought(Reach reach, Rows rows) {
        add(reach, new Done(place(reach), rows, 0, 0));
    }

    /** A step wrote rows. */
    void wrote(Reach reach, Counts counts) {
        add(reach, new Done(place(reach), null, counts.written(), counts.unchanged()));
    }

    private void add(Reach reach, Done one) {
        synchronized (held) {
            held.done.add(one);
            held.passed.merge(one.place(), 1, Integer::sum);
            held.asked.remove(one.place());
            held.failures.remove(one.place());
            held.keeping.keep(this);
        }
    }

    void failed(Reach reach, RuntimeException why, @Nullable Rows rows) {
        synchronized (held) {
            held.failures.put(place(reach), new Failure(reach, why, rows));
        }
    }

    /**
     * Fails a step as it failed before, if that does not pass by itself: nothing is tried again before a person has mended it.
     *
     * @throws HubException the one of before
     */
    void refuseLasting(Reach reach) {
        synchronized (held) {
            Failure before = held.failures.get(place(reach));
            if (before != null
                    && before.why() instanceof HubException known
                    && !known.code().kind().again()) {
                throw known;
            }
        }
    }

    /** Where the turn failed and nothing came of it later; null where it did not. */
    @Nullable
    Failure failure() {
        synchronized (held) {
            return held.failures.values().stream().findFirst().orElse(null);
        }
    }

    /** Whether there is nothing in it: a turn that failed so is begun anew. */
    boolean empty() {
        synchronized (held) {
            return held.done.isEmpty() && held.asked.isEmpty();
        }
    }

    /** Whether a system may have done what it was asked, and cannot tell. */
    boolean unknown() {
        synchronized (held) {
            return held.asked.containsValue(UNTOLD);
        }
    }

    List<Done> done() {
        synchronized (held) {
            return List.copyOf(held.done);
        }
    }

    Map<String, Long> asked() {
        synchronized (held) {
            return Map.copyOf(held.asked);
        }
    }
}
