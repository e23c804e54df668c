package vn.lienthong.connector;

import java.util.List;
import vn.lienthong.kernel.Rejection;

/**
 * What became of a batch; not committed yet.
 *
 * @param verdicts one a row, in the batch's order
 * @param rejected one for each row whose verdict is REJECTED
 */
public record WriteResult(Verdict[] verdicts, List<Rejection> rejected) {}
