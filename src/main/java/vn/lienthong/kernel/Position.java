package vn.lienthong.kernel;

/** An opaque mark in a dataset from which reading goes on. Only the connector type that gave it understands it. */
public record Position(String value) {}
