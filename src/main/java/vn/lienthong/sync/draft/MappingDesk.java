package vn.lienthong.sync.draft;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.approval.Approval;
import vn.lienthong.approval.Approvals;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.document.SourceText;
import vn.lienthong.document.YamlEdit;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Journal;
import vn.lienthong.sync.JobTexts;
import vn.lienthong.sync.SyncJob;
import vn.lienthong.sync.SyncJobs;

/**
 * Drafts of mappings: begun, changed by form or as a text, taken away. A draft never runs; {@link MappingApproval} is how one comes into
 * use. What a file holds is changed where the file lies: its draft is tried here and carried there.
 */
@Component
class MappingDesk {
    private static final int MOST_FIELD = 63;

    private final SyncJobs jobs;
    private final JobTexts texts;
    private final MappingDrafts drafts;
    private final MappingVersions versions;
    private final Approvals approvals;
    private final Callers callers;
    private final Journal journal;

    MappingDesk(
            SyncJobs jobs,
            JobTexts texts,
            MappingDrafts drafts,
            MappingVersions versions,
            Approvals approvals,
            Callers callers,
            Journal journal) {
        this.jobs = jobs;
        this.texts = texts;
        this.drafts = drafts;
        this.versions = versions;
        this.approvals = approvals;
        this.callers = callers;
        this.journal = journal;
    }

    /**
     * What a text says.
     *
     * @param job null where it cannot be read
     * @param problems what is wrong in it; empty where it could come into use
     */
    record Judged(@Nullable SyncJob job, List<Problem> problems) {}

    /** The draft of a job; throws NOT_FOUND where there is none. */
    MappingDrafts.Draft draft(JobName job) {
        return drafts.find(job).orElseThrow(() -> new HubException(DraftError.NONE, Map.of("job", job)));
    }

    /** The text of a job's draft; what is in use where there is none. */
    String text(JobName job) {
        return drafts.find(job).map(MappingDrafts.Draft::text).orElseGet(() -> jobs.get(job)
                .yaml());
    }

    /** The open request about a job's mapping. */
    Optional<Approval> waiting(JobName job) {
        return approvals.open(MappingApproval.KIND, MappingApproval.subject(job));
    }

    /** The jobs whose mapping waits for a second person, as far as the caller may know. */
    Set<JobName> waiting() {
        return approvals.all().stream()
                .filter(one -> one.wanted().kind().equals(MappingApproval.KIND) && one.state() == Approval.State.OPEN)
                .map(MappingApproval::job)
                .collect(Collectors.toSet());
    }

    /** Reads a text without asking any system. */
    Judged read(SyncJob inUse, String text) {
        try {
            return new Judged(texts.read(inUse, text, callers.current()), List.of());
        } catch (DocumentException wrong) {
            return new Judged(null, wrong.problems());
        } catch (HubException wrong) {
            return new Judged(null, List.of(Problem.of(inUse.name() + ".sync.yaml", 1, wrong)));
        }
    }

    /** Reads a text and judges it against the systems; those that do not answer are passed over. */
    Judged judge(SyncJob inUse, String text) {
        Judged read = read(inUse, text);
        return read.job() == null ? read : new Judged(read.job(), texts.unfit(read.job()));
    }

    /**
     * Begins a draft with what is in use, or with an earlier version to return to; one that is there stays.
     *
     * @throws HubException DENIED, or CONFLICT where a shared file holds the mapping
     */
    void begin(JobName name, @Nullable Integer version) {
        SyncJob job = jobs.get(name);
        Caller caller = allowed(job);
        if (job.mapping() != null) {
            throw new HubException(DraftError.SHARED, Map.of("job", name, "mapping", job.mapping()));
        }
        String text = version == null ? job.yaml() : versions.get(name, version).text();
        if (version != null && drafts.find(name).isPresent()) {
            MappingDrafts.Draft there = draft(name);
            change(name, there.edition(), text);
            return;
        }
        journal.record(entry(caller, job, "job.mapping-drafted", null));
        drafts.begin(name, text, job.yaml(), caller.name());
    }

    /**
     * Begins a draft with a text, or keeps another text of the one that is there.
     *
     * @param edition the one that whoever changes it has seen, 0 for none; null takes whatever is there
     */
    void write(JobName name, @Nullable Integer edition, String typed) {
        int there = drafts.find(name).map(MappingDrafts.Draft::edition).orElse(0);
        if (there == 0) {
            begin(name, null);
        }
        change(name, there == 0 ? draft(name).edition() : edition == null ? there : edition, typed);
    }

    /** Keeps another text of a draft, right or not. */
    void change(JobName name, int edition, String typed) {
        SyncJob job = jobs.get(name);
        Caller caller = allowed(job);
        refuseWhileWaiting(name);
        drafts.change(name, edition, SourceText.tidy(typed), caller.name());
    }

    /**
     * Changes one field of a draft as a form says, or adds it; all else in the text stays as it is written.
     *
     * @param fresh whether there shall be no such field yet
     */
    void change(JobName name, int edition, FieldForm form, boolean fresh) {
        SyncJob inUse = jobs.get(name);
        allowed(inUse);
        if (form.field().isBlank() || form.field().length() > MOST_FIELD) {
            throw new HubException(DraftError.FIELD_NAME, Map.of("most", MOST_FIELD));
        }
        MappingDrafts.Draft draft = draft(name);
        SyncJob job = readable(inUse, draft.text());
        MappingLook.Field before = MappingLook.fields(job.rules(), job.rules(), null).stream()
                .filter(field -> field.name().equals(form.field()))
                .findFirst()
                .orElse(null);
        if (fresh && before != null) {
            throw new HubException(DraftError.FIELD_THERE, Map.of("field", form.field()));
        }
        boolean lookUps = !job.rules().lookUps().isEmpty();
        String text = draft.text();
        FieldForm was = before == null ? null : FieldForm.of(before);
        // what stays the same stays as somebody wrote it
        if (was == null || !was.rule(lookUps).equals(form.rule(lookUps))) {
            text = YamlEdit.set(text, "map", form.field(), form.rule(lookUps));
        }
        if (was == null ? !form.check().isEmpty() : !was.check().equals(form.check())) {
            text = form.check().isEmpty()
                    ? YamlEdit.remove(text, "check", form.field())
                    : YamlEdit.set(text, "check", form.field(), form.checks());
        }
        change(name, edition, text);
    }

    /** Puts transforms before those that a field of a draft has: suggestions that somebody accepted. */
    void accept(JobName name, int edition, String field, List<String> calls) {
        SyncJob job = readable(jobs.get(name), draft(name).text());
        FieldForm form = MappingLook.fields(job.rules(), job.rules(), null).stream()
                .filter(one -> one.name().equals(field))
                .findFirst()
                .map(FieldForm::of)
                .orElseThrow(() -> new HubException(DraftError.FIELD_UNKNOWN, Map.of("field", field)));
        change(name, edition, form.before(calls), false);
    }

    /** Takes a field out of a draft, with its checks. */
    void remove(JobName name, int edition, String field) {
        String text = draft(name).text();
        change(name, edition, YamlEdit.remove(YamlEdit.remove(text, "check", field), "map", field));
    }

    private SyncJob readable(SyncJob inUse, String text) {
        Judged read = read(inUse, text);
        if (read.job() == null) {
            throw new DocumentException(read.problems());
        }
        return read.job();
    }

    /** Takes a draft away; what is in use stays as it is. */
    void discard(JobName name) {
        SyncJob job = jobs.get(name);
        Caller caller = allowed(job);
        refuseWhileWaiting(name);
        draft(name);
        journal.record(entry(caller, job, "job.mapping-discarded", null));
        drafts.remove(name);
    }

    /** The caller, who may write the job; throws DENIED where he may not. */
    Caller allowed(SyncJob job) {
        Caller caller = callers.current();
        caller.need(Act.WRITE_JOBS, job.agency());
        return caller;
    }

    /** Goes on where no draft of the job waits for a second person; else throws CONFLICT, naming the request. */
    void refuseWhileWaiting(JobName name) {
        waiting(name).ifPresent(open -> {
            throw new HubException(DraftError.WAITS, Map.of("job", name, "number", open.number()));
        });
    }

    private static Journal.Entry entry(Caller caller, SyncJob job, String act, @Nullable String reason) {
        return new Journal.Entry(caller.name(), act, "job/" + job.name(), "done", reason, Map.of())
                .withAgency(job.agency());
    }
}
