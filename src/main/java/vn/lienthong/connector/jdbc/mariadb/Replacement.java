package vn.lienthong.connector.jdbc.mariadb;

import java.sql.SQLException;
import java.util.OptionalLong;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.kernel.Counts;

/** How a run's new generation takes the table's place, and what is to be settled where a run ended in between. */
record Replacement(OpenTarget open) {
    /** Finds out whether a swap that was begun happened, and whether an unfinished generation is still there. */
    void recover() throws SQLException {
        CheckpointTable checkpoints = open.checkpoints();
        Generation generation = open.generation();
        OptionalLong swapping = checkpoints.swapping();
        if (swapping.isPresent()) {
            long run = swapping.getAsLong();
            boolean happened = !generation.exists(generation.fresh(run)) && generation.exists(generation.former(run));
            checkpoints.settle(happened);
            if (happened) {
                generation.drop(generation.former(run));
            }
        }
        Checkpoint found = checkpoints.load();
        if (!found.finished() && !generation.exists(generation.fresh(found.run()))) {
            checkpoints.startOver();
            generation.make(found.run());
        }
    }

    /** An empty generation for this run; those of earlier runs go. */
    void begin(long run) throws SQLException {
        open.generation().sweep();
        open.generation().make(run);
    }

    /**
     * Puts the generation in the table's place.
     *
     * @param whole whether every row of the table is the run's
     * @return false when another writer has taken over
     */
    boolean finish(Checkpoint checkpoint, Counts counts, boolean whole) throws SQLException {
        return whole && open.generation().swappable() ? swap(checkpoint, counts) : merge(checkpoint, counts);
    }

    private boolean swap(Checkpoint checkpoint, Counts counts) throws SQLException {
        Generation generation = open.generation();
        long run = checkpoint.run();
        if (!open.checkpoints().intend(checkpoint, counts)) {
            return false;
        }
        generation.swap(run);
        if (!open.checkpoints().finish(checkpoint, counts)) {
            return false;
        }
        generation.drop(generation.former(run));
        return true;
    }

    /** Makes the run's part of the table the same as the generation. */
    private boolean merge(Checkpoint checkpoint, Counts counts) throws SQLException {
        Generation generation = open.generation();
        long run = checkpoint.run();
        open.connection().setAutoCommit(false);
        generation.merge(run, open.target());
        if (!open.checkpoints().finish(checkpoint, counts)) {
            return false;
        }
        open.connection().commit();
        open.connection().setAutoCommit(true);
        generation.drop(generation.fresh(run));
        return true;
    }
}
