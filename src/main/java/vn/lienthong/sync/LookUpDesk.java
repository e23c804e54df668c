package vn.lienthong.sync;

import java.util.LinkedHashMap;
import java.util.Map;
import vn.lienthong.connector.Partners;
import vn.lienthong.kernel.Journal;

/** What the look-ups of all jobs of this node share: the partners they ask, and the account of it. */
class LookUpDesk {
    /** Of so many runs it is remembered that they have said whom they ask; a run that is tried again and again says so once. */
    private static final int MOST_TOLD = 10_000;

    private final Journal journal;
    private final Partners partners;
    private final Map<String, Boolean> told = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_TOLD;
        }
    };

    LookUpDesk(Journal journal, Partners partners) {
        this.journal = journal;
        this.partners = partners;
    }

    Partners partners() {
        return partners;
    }

    /**
     * Puts into the journal that a run asks a partner; where that cannot be written, nothing is asked.
     *
     * @param once names the run and the look-up, so that a run says it once on this node; "" where it is always said
     */
    synchronized void tell(String once, Journal.Entry entry) {
        if (once.isEmpty() || !told.containsKey(once)) {
            journal.record(entry);
            told.put(once, true);
        }
    }
}
