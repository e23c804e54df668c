package vn.lienthong.sync;

/** The steps of one run. */
public final class SyncRun {}
