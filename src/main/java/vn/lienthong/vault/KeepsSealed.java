package vn.lienthong.vault;

import java.util.List;

/** A room that keeps sealed bytes itself. It tells where, so that they can be sealed anew under another key. */
@FunctionalInterface
public interface KeepsSealed {
    /** Its columns. Asked whenever keys are rotated. */
    List<SealedColumn> sealed();
}
