package vn.lienthong.sync;

/** A run is about to be carried out; again where it is resumed, as its attempts tell. */
public record RunStarted(Run run) {}
