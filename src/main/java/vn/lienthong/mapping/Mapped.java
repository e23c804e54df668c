package vn.lienthong.mapping;

import java.util.List;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Rejection;

/**
 * What became of a batch. Always: rows read = accepted + rejected + skipped.
 *
 * @param accepted target rows, a view over the source batch
 * @param rejected one for each refused row, the first failing field's first failing check; {@code row} counts in the source batch
 * @param skipped rows left out by {@code skip_when}
 * @param kept the target key of rejected and skipped rows, where it can be computed: their target rows must stay
 * @param keyUnknown whether a rejected or skipped row's key could not be computed: then nothing may be deleted
 */
public record Mapped(Batch accepted, List<Rejection> rejected, int skipped, Batch kept, boolean keyUnknown) {}
