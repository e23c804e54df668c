package vn.lienthong.sync;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Text;
import vn.lienthong.mapping.LookUpRule;
import vn.lienthong.mapping.MappingDefinition;

/**
 * A standing order: from a dataset, through a mapping, to a dataset.
 *
 * @param name how the hub calls it
 * @param title how people call it
 * @param agency who answers for it
 * @param contact whom to ask, null where nobody is named
 * @param from what is read
 * @param to what is written
 * @param timing when it runs by itself, null where only people start it
 * @param promise how fresh its target is promised to be, null where nothing is promised
 * @param mapping the name of the shared mapping it uses, null where it carries its own
 * @param rules its mapping and checks
 * @param rejectsStopAbove when so many rows are rejected the run waits for a person; null for no limit
 * @param stopIfDeletesAbove when so many target rows would go the run waits; null for no limit
 * @param stopIfRowsDropAbove when the source has so many fewer rows than last time the run waits; null for no limit
 * @param batchRows most rows in a batch
 * @param origin where it is registered
 * @param file the file it comes from, null where it is registered in the hub
 * @param yaml the definition as written
 */
public record SyncJob(
        JobName name,
        Text title,
        AgencyCode agency,
        @Nullable String contact,
        From from,
        To to,
        @Nullable Timing timing,
        @Nullable Promise promise,
        @Nullable String mapping,
        MappingDefinition rules,
        @Nullable Limit rejectsStopAbove,
        @Nullable Limit stopIfDeletesAbove,
        @Nullable Limit stopIfRowsDropAbove,
        int batchRows,
        Origin origin,
        @Nullable String file,
        String yaml) {
    /** Whether its target follows what leaves the source: a row that a whole run did not see is gone. */
    public boolean tellsWhatIsGone() {
        boolean follows = to.deletes() != WriteRequest.Deletes.KEEP || to.write() == WriteRequest.Mode.REPLACE;
        return from.whole() && follows;
    }

    /** The datasets it reads, writes and looks up in; also operations that it asks. */
    public Stream<DatasetName> datasets() {
        return Stream.concat(
                Stream.of(from.dataset(), to.dataset()),
                rules.lookUps().stream().map(LookUpRule::ask));
    }

    /** Whether it follows its source, rather than reading it now and then. */
    public boolean follows() {
        return from.read() == Read.CHANGES;
    }

    /** Where a job is registered. */
    public enum Origin {
        /** A file of the routes folder; read-only elsewhere. */
        FILE,
        /** The hub itself, through the console or REST. */
        HUB
    }

    /** How the source is read. */
    public enum Read {
        /** Every row, each time. */
        SNAPSHOT,
        /** What is new by a cursor column. */
        INCREMENTAL,
        /** Every row once, then what changes, as it changes. */
        CHANGES
    }

    /**
     * What is read.
     *
     * @param cursor the cursor column of an incremental read, else null
     * @param lag how far an incremental read stays behind the clock where the source cannot say which writes are open
     */
    public record From(
            DatasetName dataset, Read read, @Nullable String cursor, Duration lag) {
        /** Whether a run that reads to the end of the dataset has seen every row of it. */
        public boolean whole() {
            return read != Read.INCREMENTAL;
        }
    }

    /**
     * What is written.
     *
     * @param key the columns that identify a target row; empty only with APPEND
     * @param markColumn the column set when {@code deletes} is MARK, else null
     * @param scope column = constant: the job's own part of the target; empty means all
     */
    public record To(
            DatasetName dataset,
            WriteRequest.Mode write,
            List<String> key,
            WriteRequest.Deletes deletes,
            @Nullable String markColumn,
            Map<String, Object> scope) {}
}
