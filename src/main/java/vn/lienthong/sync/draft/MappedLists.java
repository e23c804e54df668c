package vn.lienthong.sync.draft;

import java.util.List;
import org.springframework.stereotype.Component;
import vn.lienthong.codelist.UsesCodeLists;
import vn.lienthong.sync.SeenJobs;

/** Where the mappings of jobs use code lists. */
@Component
class MappedLists implements UsesCodeLists {
    private final SeenJobs jobs;

    MappedLists(SeenJobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public List<Use> uses() {
        return jobs.all().stream()
                .flatMap(job -> job.rules().fields().stream()
                        .flatMap(rule -> MappingLook.list(job.rules(), rule).stream()
                                .map(list -> new Use(
                                        list,
                                        job.title(),
                                        rule.field(),
                                        "/mappings/" + job.name() + "?field=" + rule.field() + "#panel"))))
                .toList();
    }
}
