package vn.lienthong.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.HubException;

/** The texts that jobs are made of, for whoever changes a job's mapping: reads, judges and replaces them. For every thread. */
public final class JobTexts {
    /** The keys of a job's text that hold its mapping. */
    public static final Set<String> MAPPING = Set.of("map", "check", "skip_when", "look_up");

    private final KnownSyncJobs jobs;

    JobTexts(KnownSyncJobs jobs) {
        this.jobs = jobs;
    }

    /**
     * The job that a text describes, which may differ from the one in use in its mapping only.
     *
     * @throws DocumentException when something is wrong in it
     * @throws HubException DENIED unless the caller may write the job and what it names
     */
    public SyncJob read(SyncJob inUse, String yaml, Caller caller) {
        SyncJob job = jobs.draft(inUse, yaml, caller);
        List<Problem> beyond = beyondMapping(inUse.yaml(), yaml, inUse.name() + ".sync.yaml");
        if (!beyond.isEmpty()) {
            throw new DocumentException(beyond);
        }
        return job;
    }

    /** What of a job that was read does not fit the systems as they are now; those that do not answer are passed over. */
    public List<Problem> unfit(SyncJob job) {
        return jobs.unfit(job);
    }

    /**
     * Puts a job in the place of the one in use.
     *
     * @param under the approval
     * @throws DocumentException when something is wrong in it
     * @throws HubException CONFLICT where a file holds the job; DENIED unless the caller may write it
     */
    public SyncJob put(String yaml, Caller caller, String under) {
        return jobs.register(yaml, caller, under);
    }

    private static List<Problem> beyondMapping(String before, String after, String file) {
        JsonNode was = Document.parse(file, before).root();
        Document document = Document.parse(file, after);
        Set<String> keys = new TreeSet<>();
        was.fieldNames().forEachRemaining(keys::add);
        document.root().fieldNames().forEachRemaining(keys::add);
        keys.removeAll(MAPPING);
        List<Problem> problems = new ArrayList<>();
        for (String key : keys) {
            if (!was.path(key).equals(document.root().path(key))) {
                problems.add(Problem.of(file, document.line("/" + key), SyncError.MAPPING_ONLY, Map.of("key", key)));
            }
        }
        return problems;
    }
}
