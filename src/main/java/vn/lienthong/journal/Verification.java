package vn.lienthong.journal;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Text;

/** Walks the whole chain in the hub's database, and compares it with every head that was signed or handed over. One walk at a time. */
@Component
class Verification implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Verification.class);

    private final Links links;
    private final JournalLines lines;
    private final SignedHeads heads;
    private final HeadKey key;
    private final SecondPlace secondPlace;
    private final Journal journal;
    private final Clock clock;
    private final ExecutorService walker =
            Executors.newSingleThreadExecutor(work -> new Thread(work, "journal-verification"));
    private @Nullable Shown shown;

    Verification(
            Links links,
            JournalLines lines,
            SignedHeads heads,
            HeadKey key,
            SecondPlace secondPlace,
            Journal journal,
            Clock clock) {
        this.links = links;
        this.lines = lines;
        this.heads = heads;
        this.key = key;
        this.secondPlace = secondPlace;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * A walk as it may be shown.
     *
     * @param walk how far it is
     * @param total the entries there were when it began
     * @param ended when it ended; null while it goes on
     * @param firstBreak the first entry that is not as it was recorded; null where all are, or while it goes on
     * @param trouble why it could not be carried to its end
     */
    record Shown(
            String by,
            Instant begun,
            ChainWalk walk,
            long total,
            int heads,
            @Nullable Instant ended,
            @Nullable Long firstBreak,
            @Nullable Text trouble) {
        public boolean running() {
            return ended == null;
        }

        public boolean whole() {
            return ended != null && firstBreak == null && trouble == null;
        }

        public long entries() {
            return walk.entries();
        }

        /** How far it is, in percent; never the whole while it goes on. */
        public long percent() {
            return running() ? Math.min(99, 100 * entries() / Math.max(1, total)) : 100;
        }

        private Shown ended(Instant at, @Nullable Long broken, @Nullable Text why) {
            return new Shown(by, begun, walk, total, heads, at, broken, why);
        }
    }

    /** The walk that goes on, or else the last one since the hub started. */
    synchronized @Nullable Shown shown() {
        return shown;
    }

    /** Begins a walk; where one goes on, that one serves. */
    synchronized void begin(String actor) {
        if (shown != null && shown.running()) {
            return;
        }
        journal.record(new Journal.Entry(actor, "journal.verification-begun", "journal", "done", null, Map.of()));
        Shown begun = prepared(actor);
        shown = begun;
        try {
            walker.execute(() -> walk(begun));
        } catch (RejectedExecutionException closing) {
            shown = null;
        }
    }

    /** A walk to its end, by whoever asks. */
    Shown now(String actor) {
        Shown ended = walked(prepared(actor));
        record(ended);
        return ended;
    }

    private Shown prepared(String actor) {
        List<Head> signed = new ArrayList<>(secondPlace.handed().all());
        signed.addAll(heads.after(0));
        return new Shown(actor, clock.instant(), new ChainWalk(signed), lines.last(), signed.size(), null, null, null);
    }

    private void walk(Shown begun) {
        Shown ended;
        try {
            ended = walked(begun);
            record(ended);
        } catch (RuntimeException failed) {
            LOG.warn("The journal could not be verified", failed);
            ended = begun.ended(clock.instant(), null, why(failed));
        }
        synchronized (this) {
            shown = ended;
        }
    }

    private Shown walked(Shown begun) {
        links.walk(Long.MAX_VALUE, begun.walk());
        return begun.ended(clock.instant(), begun.walk().broken(), null);
    }

    private void record(Shown ended) {
        Map<String, String> details = ended.firstBreak() == null
                ? Map.of("entries", String.valueOf(ended.entries()))
                : Map.of("entries", String.valueOf(ended.entries()), "broken", String.valueOf(ended.firstBreak()));
        journal.record(new Journal.Entry(
                ended.by(), "journal.verified", "journal", ended.whole() ? "done" : "broken", null, details));
    }

    private static Text why(RuntimeException failed) {
        return failed instanceof HubException known
                ? known.problem()
                : new Text("Cơ sở dữ liệu của hệ thống không trả lời.", "The hub's database does not answer.");
    }

    @Override
    public void destroy() {
        walker.shutdownNow();
    }
}
