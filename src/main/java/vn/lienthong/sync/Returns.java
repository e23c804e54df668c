package vn.lienthong.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import vn.lienthong.agency.HandedTables;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Text;
import vn.lienthong.quarantine.QuarantineDesk;
import vn.lienthong.quarantine.QuarantineError;
import vn.lienthong.quarantine.Returned;
import vn.lienthong.quarantine.ReturnedRows;

/** Takes correction workbooks back: shows what one would change, then corrects and releases its rows, some at a time. */
public class Returns implements DisposableBean {
    /** Rows that are released together, so that whoever watches sees it go on. */
    private static final int TOGETHER = 100;

    private final ReturnPlans plans;
    private final ReturnedRows kept;
    private final QuarantineDesk desk;
    private final Release release;
    private final Journal journal;

    /** Those that no worker has begun yet. */
    private final Set<Long> taken = ConcurrentHashMap.newKeySet();

    private final ExecutorService workers = Executors.newFixedThreadPool(2, work -> {
        Thread thread = new Thread(work, "returned-workbook");
        thread.setDaemon(true);
        return thread;
    });

    Returns(ReturnPlans plans, ReturnedRows kept, QuarantineDesk desk, Release release, Journal journal) {
        this.plans = plans;
        this.kept = kept;
        this.desk = desk;
        this.release = release;
        this.journal = journal;
    }

    /**
     * Reads a file and changes no row. Who handed what in stands in the journal.
     *
     * @param name the file's, for people; without its folders
     * @return its number, by which whoever handed it in carries it out
     * @throws HubException CONFIGURATION where the file as a whole cannot be used
     */
    long read(Caller caller, String name, byte[] bytes) {
        String file = HandedTables.nameOf(name);
        ReturnPlans.Plan plan = plans.read(caller, file, bytes);
        ReturnedRows.Said said = plan.said();
        journal.record(new Journal.Entry(
                caller.name(),
                "quarantine.returned",
                "job/" + plan.job(),
                "done",
                null,
                Map.of(
                        "corrected", String.valueOf(said.corrected().size()),
                        "faulty", String.valueOf(said.faulty()))));
        return kept.add(caller.name(), file, plan.job().value(), said);
    }

    /**
     * What one would do, or has done.
     *
     * @throws HubException NOT_FOUND for whoever did not hand it in, or where it is over for long
     */
    Returned look(Caller caller, long number) {
        return kept.find(number, caller.name())
                .orElseThrow(() -> new HubException(SyncError.RETURN_UNKNOWN, Map.of("number", number)));
    }

    /**
     * Begins to carry it out; goes on where it stopped. One that runs, or is done, is left alone.
     *
     * @throws HubException CONFIGURATION where it corrects nothing
     */
    void start(Caller caller, long number) {
        Returned returned = look(caller, number);
        if (returned.corrected() == 0) {
            throw new HubException(SyncError.RETURN_CORRECTS_NOTHING, Map.of("file", returned.file()));
        }
        kept.agencies(number).forEach(agency -> caller.need(Act.CORRECT_HELD_ROWS, new AgencyCode(agency)));
        if (kept.begin(number)) {
            String actor = caller.name();
            taken.add(number);
            workers.execute(() -> carryOut(number, actor));
        }
    }

    /**
     * Forgets one that does not run.
     *
     * @return how many of its rows are in the target already, where it stopped half-way
     */
    int drop(Caller caller, long number) {
        Returned returned = look(caller, number);
        kept.drop(number, caller.name());
        return returned.released();
    }

    /** Those that wait for their turn say so: nobody else shall think this node dead and begin them, too. */
    @Scheduled(initialDelay = 30, fixedDelay = 30, timeUnit = TimeUnit.SECONDS)
    void stayAlive() {
        taken.forEach(kept::alive);
    }

    private void carryOut(long number, String actor) {
        taken.remove(number);
        try {
            List<Returned.Line> some = kept.lines(number, 0, TOGETHER, true);
            while (!some.isEmpty()) {
                together(number, some, actor);
                some = kept.lines(number, 0, TOGETHER, true);
            }
            kept.end(number, null);
        } catch (RuntimeException failed) {
            RunFailure why = RunFailure.of(failed);
            kept.end(
                    number,
                    new Text(
                            why.problem().vi() + " " + why.remedy().vi(),
                            why.problem().en() + " " + why.remedy().en()));
        }
    }

    private void together(long number, List<Returned.Line> lines, String actor) {
        List<Long> corrected = new ArrayList<>();
        for (Returned.Line line : lines) {
            if (edited(line, actor)) {
                corrected.add(line.row());
            } else {
                kept.settle(number, line.row(), ours(line.row(), actor) ? "released" : "overtaken");
            }
        }
        if (!corrected.isEmpty()) {
            Release.Outcome outcome = release.release(corrected, actor);
            outcome.released().forEach(row -> kept.settle(number, row, "released"));
            outcome.refused().keySet().forEach(row -> kept.settle(number, row, "refused"));
        }
    }

    /** Whether a row was released here, by one who was stopped before he could say so. */
    private boolean ours(long row, String actor) {
        return desk.find(row)
                .filter(held -> held.state().equals("released") && actor.equals(held.decidedBy()))
                .isPresent();
    }

    /** False where the row was settled meanwhile. */
    private boolean edited(Returned.Line line, String actor) {
        try {
            desk.edit(line.row(), line.changes(), actor);
            return true;
        } catch (HubException overtaken) {
            if (overtaken.code() == QuarantineError.ROW_SETTLED || overtaken.code() == QuarantineError.ROW_UNKNOWN) {
                return false;
            }
            throw overtaken;
        }
    }

    @Override
    public void destroy() {
        workers.shutdownNow();
    }
}
