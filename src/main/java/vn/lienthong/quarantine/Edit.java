package vn.lienthong.quarantine;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * A change that somebody made to a held row.
 *
 * @param person who
 * @param before the cells that changed, as they were
 * @param after the same cells, as they are since; in the same order
 */
public record Edit(OffsetDateTime at, String person, List<Cell> before, List<Cell> after) {}
