package vn.lienthong.sync;

/** A run ended, waits for a person, or pauses. */
public record RunFinished(Run run) {}
