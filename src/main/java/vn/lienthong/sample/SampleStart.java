package vn.lienthong.sample;

/** A sample that was begun before the hub itself, to save time; the hub takes it over and stops it. */
public record SampleStart(SampleSector sector) {}
