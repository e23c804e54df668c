package vn.lienthong.approval;

/**
 * A kind of act that needs a second person. The room that carries it out implements this; it is asked on the thread of whoever
 * decides.
 */
public interface Approvable {
    /** The word for the kind, e.g. {@code guard}; the console looks up {@code approval.kind.<kind>}. */
    String kind();

    /** Whether what was asked for can still be carried out, and is what was shown. Asked whenever a request is looked at. */
    boolean stands(Approval approval);

    /**
     * Carries it out, once, after the decision is in the journal.
     *
     * @param approver who decided, not the one who asked
     * @param words what he said to it
     * @throws vn.lienthong.kernel.HubException when it cannot be; the request then stays open
     */
    void carryOut(Approval approval, String approver, String words);
}
