package vn.lienthong.connector;

import java.util.List;
import java.util.Set;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Rejection;

/**
 * What a system answered to the rows of a request. A question may have no row as its answer, or several.
 *
 * @param rows the answers; the ordinal of each is that of the row that asked
 * @param rejected the rows that got no answer, by their index in the request, with the reason in words and no value; also rows of an
 *     answer that do not fit their columns
 * @param failed which of the refused rows, by their index, the partner's system failed at: others may fare the same
 */
public record Answer(Batch rows, List<Rejection> rejected, Set<Integer> failed) {}
