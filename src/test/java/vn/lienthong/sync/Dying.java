package vn.lienthong.sync;

import vn.lienthong.connector.Outboxes;

/** Runs of a job over an outbox and an engine that die where a test says, and go on from what they left. */
final class Dying {
    /** What a killed process leaves behind. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private Dying() {}

    /** Runs a job, lets it die at a place, and goes on until it is done. Gives how often it died. */
    static int run(Ground ground, SyncJob job, String place) {
        Outboxes real = ground.reach.outboxes;
        long run = ground.plan(job);
        int died = 0;
        Failpoints dying = Failpoints.of(place, () -> {
            throw new Killed();
        });
        try {
            ground.reach.outboxes = of -> new DyingOutbox(real.of(of), dying);
            ground.attempt(job, run, dying);
        } catch (Killed asPlanned) {
            died++;
        } finally {
            ground.reach.outboxes = real;
        }
        for (int attempt = 0; ground.runs.get(run).state().active() && attempt < 10; attempt++) {
            ground.expireLeases();
            ground.attempt(job, run, Failpoints.none());
        }
        return died;
    }
}
