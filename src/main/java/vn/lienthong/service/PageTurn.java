package vn.lienthong.service;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.Journal;

/**
 * What is the same for every call that may give many rows: pages are counted beside calls, and from the moment it reads until everybody
 * on the page is recorded it holds a place among those who read, since recording is the dear part. One thread.
 */
final class PageTurn implements AutoCloseable {
    /** Everybody on a page stands in the journal, and the journal is for all. */
    private static final long PAGES_A_MINUTE = 100;

    private static final long PAGES_A_DAY = 10_000;

    private final CallTools tools;
    private final OpenPages pages;
    private final ServiceCaller caller;
    private final ServiceCall call;
    private OpenPages.@Nullable Place place;

    /** @param call the call that the page is given to */
    PageTurn(CallTools tools, OpenPages pages, ServiceCaller caller, ServiceCall call) {
        this.tools = tools;
        this.pages = pages;
        this.caller = caller;
        this.call = call;
    }

    /** @param list whether it gives more than what somebody knows the id of */
    void count(boolean list) {
        call.count();
        if (call.refused() == null && list) {
            call.limit(tools.limits().take("list/" + call.agreement().name(), PAGES_A_MINUTE, PAGES_A_DAY));
        }
    }

    /**
     * Takes its place.
     *
     * @throws vn.lienthong.kernel.HubException as {@link OpenPages#place}
     */
    void enter(DatasetName dataset) {
        place = pages.place(dataset);
    }

    /**
     * Records the page and everybody on it, all together or nothing; refusals, and what is not there, as those of calls. Leaves the place.
     *
     * @param entries of what is given; asked only where something is
     */
    void record(Supplier<List<Journal.Entry>> entries) {
        try {
            written(entries);
        } finally {
            close();
        }
    }

    private void written(Supplier<List<Journal.Entry>> entries) {
        if (call.refused() != null) {
            call.record();
            return;
        }
        try {
            tools.uses().note(call.agreement().name(), caller.program(), new CallUses.Count(1, 0, 0));
            tools.journal().record(entries.get());
        } catch (RuntimeException unwritten) {
            call.unrecorded(unwritten);
        }
    }

    /** Leaves its place to others, also where its route broke off. */
    @Override
    public void close() {
        if (place != null) {
            place.close();
        }
    }
}
