package vn.lienthong.sync.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.approval.Approvable;
import vn.lienthong.approval.Approval;
import vn.lienthong.approval.Approvals;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Text;
import vn.lienthong.mapping.FieldRule;
import vn.lienthong.sync.JobTexts;
import vn.lienthong.sync.SyncJob;
import vn.lienthong.sync.SyncJobs;

/**
 * How a draft of a mapping comes into use: one person drafts and tries, another one lets it in; nobody does both, also not where he is
 * alone.
 */
@Component
class MappingApproval implements Approvable {
    static final String KIND = "mapping";
    private static final String JOB = "job";
    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    private final SyncJobs jobs;
    private final JobTexts texts;
    private final MappingDesk desk;
    private final MappingDrafts drafts;
    private final Approvals approvals;
    private final Callers callers;

    MappingApproval(
            SyncJobs jobs,
            JobTexts texts,
            MappingDesk desk,
            MappingDrafts drafts,
            Approvals approvals,
            Callers callers) {
        this.jobs = jobs;
        this.texts = texts;
        this.desk = desk;
        this.drafts = drafts;
        this.approvals = approvals;
        this.callers = callers;
    }

    @Override
    public String kind() {
        return KIND;
    }

    static String subject(JobName job) {
        return KIND + "/" + job;
    }

    /** The job that a request is about. */
    static JobName job(Approval approval) {
        return new JobName(approval.wanted().facts().get(JOB));
    }

    /**
     * Proposes that a draft come into use.
     *
     * @return the request that another person decides
     * @throws DocumentException with all that is wrong in it
     * @throws HubException DENIED; CONFLICT where a file holds the job, nothing would change, or what is in use is another by now
     */
    Approval propose(JobName name, String reason) {
        SyncJob job = jobs.get(name);
        Caller caller = desk.allowed(job);
        MappingDrafts.Draft draft = desk.draft(name);
        if (job.file() != null) {
            throw new HubException(DraftError.OF_FILE, Map.of("job", name, "file", job.file()));
        }
        if (!draft.base().equals(job.yaml())) {
            throw new HubException(DraftError.STALE, Map.of("job", name));
        }
        if (draft.text().equals(job.yaml())) {
            throw new HubException(DraftError.SAME, Map.of("job", name));
        }
        MappingDesk.Judged judged = desk.judge(job, draft.text());
        if (judged.job() == null || !judged.problems().isEmpty()) {
            throw new DocumentException(judged.problems());
        }
        desk.refuseWhileWaiting(name);
        return approvals.ask(
                new Approval.Wanted(
                        KIND,
                        subject(name),
                        job.agency(),
                        Act.WRITE_JOBS,
                        new Text(
                                "Đổi ánh xạ của tác vụ " + job.title().vi(),
                                "Change the mapping of the job " + job.title().en()),
                        "/mappings/" + name,
                        difference(job, judged.job()),
                        Map.of(JOB, name.value(), BEFORE, job.yaml(), AFTER, draft.text()),
                        reason.strip()),
                caller);
    }

    /** Each field that would be made in another way. */
    private static List<Approval.Change> difference(SyncJob before, SyncJob after) {
        List<Approval.Change> changes = new ArrayList<>();
        List<MappingLook.Field> were = MappingLook.fields(before.rules(), after.rules(), null);
        List<MappingLook.Field> become = MappingLook.fields(after.rules(), before.rules(), null);
        for (MappingLook.Field field : become) {
            if (field.change() != MappingLook.Change.SAME) {
                changes.add(
                        new Approval.Change(Text.same(field.name()), words(find(were, field.name())), words(field)));
            }
        }
        for (MappingLook.Field field : were) {
            if (field.change() == MappingLook.Change.ADDED) {
                changes.add(new Approval.Change(Text.same(field.name()), words(field), words(null)));
            }
        }
        String skipped = String.valueOf(before.rules().skipWhen());
        String skips = String.valueOf(after.rules().skipWhen());
        if (!skipped.equals(skips)) {
            changes.add(new Approval.Change(Text.same("skip_when"), Text.same(skipped), Text.same(skips)));
        }
        if (!asks(before).equals(asks(after))) {
            changes.add(new Approval.Change(Text.same("look_up"), Text.same(asks(before)), Text.same(asks(after))));
        }
        return changes;
    }

    private static String asks(SyncJob job) {
        String all = String.join(
                "; ",
                job.rules().lookUps().stream()
                        .map(rule -> rule.name() + " → " + rule.ask() + " ("
                                + String.join(
                                        ", ",
                                        rule.with().stream()
                                                .map(FieldRule::field)
                                                .toList())
                                + ")")
                        .toList());
        return all.isEmpty() ? "–" : all;
    }

    private static MappingLook.@Nullable Field find(List<MappingLook.Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static Text words(MappingLook.@Nullable Field field) {
        if (field == null) {
            return Text.same("–");
        }
        FieldForm form = FieldForm.of(field);
        String checks = form.check().isEmpty() ? "" : " · " + String.join(", ", form.check());
        return Text.same(form.rule(true) + checks);
    }

    /** The job is as it was when it was asked for, and no file holds it. */
    @Override
    public boolean stands(Approval approval) {
        Map<String, String> facts = approval.wanted().facts();
        return jobs.find(job(approval))
                .filter(job -> job.file() == null && job.yaml().equals(facts.get(BEFORE)))
                .isPresent();
    }

    @Override
    public void carryOut(Approval approval, String approver, String words) {
        Map<String, String> facts = approval.wanted().facts();
        JobName name = job(approval);
        // what it leans on may be another since it was asked for
        MappingDesk.Judged judged = desk.judge(jobs.get(name), facts.get(AFTER));
        if (!judged.problems().isEmpty()) {
            Problem first = judged.problems().get(0);
            throw new HubException(
                    DraftError.NOT_NOW,
                    Map.of("job", name, "line", first.line(), "why", first.what(), "remedy", first.remedy()));
        }
        texts.put(facts.get(AFTER), callers.current(), "approval/" + approval.number());
        drafts.remove(name);
    }
}
