package vn.lienthong.sync;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import vn.lienthong.connector.Outbox;

/** A real outbox that ends its process, or a test's stand-in for one, when one of its steps is passed. */
final class DyingOutbox implements Outbox {
    /** The steps of a row, in their order. */
    static final List<String> STEPS = List.of("noting", "noted", "leaving", "left", "answered", "settled");

    private final Outbox real;
    private final Failpoints failpoints;
    private volatile boolean dead;

    DyingOutbox(Outbox real, Failpoints failpoints) {
        this.real = real;
        this.failpoints = failpoints;
    }

    /** Who is dead does nothing more, on any thread. */
    private void pass(String step) {
        if (dead) {
            throw new Dying.Killed();
        }
        try {
            failpoints.pass(step);
        } catch (Dying.Killed now) {
            dead = true;
            throw now;
        }
    }

    @Override
    public void note(List<Entry> entries) {
        pass("noting");
        real.note(entries);
        pass("noted");
    }

    @Override
    public void put(Entry entry, int again) {
        boolean leaves = entry.state() == State.SENT;
        pass(leaves ? "leaving" : "answered");
        real.put(entry, again);
        pass(leaves ? "left" : "settled");
    }

    @Override
    public UUID mark(String text) {
        return real.mark(text);
    }

    @Override
    public long takeOver() {
        return real.takeOver();
    }

    @Override
    public void fence() {
        real.fence();
    }

    @Override
    public Map<UUID, Entry> find(Collection<UUID> keys) {
        return real.find(keys);
    }

    @Override
    public void seen(Collection<UUID> keys) {
        real.seen(keys);
    }

    @Override
    public long arrived() {
        return real.arrived();
    }

    @Override
    public void forget(Collection<UUID> keys) {
        real.forget(keys);
    }

    @Override
    public Standing standing() {
        return real.standing();
    }
}
