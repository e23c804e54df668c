package vn.lienthong.mapping;

import java.time.OffsetDateTime;

/**
 * What a mapping may know of the run it serves; it has no clock of its own.
 *
 * @param job the sync job's name
 * @param run the run's number
 * @param started when the run began; its day in the mapping's zone is "today" for every row, also after a resume
 */
public record RunFacts(String job, long run, OffsetDateTime started) {}
