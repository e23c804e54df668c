package vn.lienthong.kernel;

import java.util.List;

/** What a room tells machines that watch the hub. */
public interface Measured {
    /** Its figures, also those that have no value now; always the same. */
    List<Measure> measures();

    /**
     * Tells the values of now. Called once for each reading of the figures, on a thread of the management port that sees all agencies;
     * it reads what it needs of the hub's state once, not for each value.
     *
     * @throws RuntimeException where the state cannot be read; the figures of the room are then missing from this reading
     */
    void read(Readings readings);
}
