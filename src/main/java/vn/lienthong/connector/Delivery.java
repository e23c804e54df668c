package vn.lienthong.connector;

/** How rows get into a system, as far as its settings tell. */
public enum Delivery {
    /** Many rows in one transaction, or in one file. */
    TOGETHER,
    /** One by one; the system can tell a row that comes again, or the hub can find out whether it has arrived. */
    ONE_BY_ONE,
    /** One by one; a row whose answer was lost is sent again and may stand there twice. */
    AT_LEAST_ONCE
}
