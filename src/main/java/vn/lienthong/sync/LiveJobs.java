package vn.lienthong.sync;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.LivePages;

/** Pages about jobs and runs. The figures of a run at work move twice a second; the rest when something happened. */
@Component
class LiveJobs implements LivePages {
    private static final Pattern JOB = Pattern.compile("jobs/([a-z0-9-]{1,63})");
    private static final Pattern RUN = Pattern.compile("jobs/[a-z0-9-]{1,63}/runs/(\\d{1,18})");
    private static final Duration RUN_PACE = Duration.ofMillis(500);
    private static final Duration LIST_PACE = Duration.ofSeconds(2);

    private final SeenJobs seen;
    private final Runs runs;
    private final RunControl control;
    private final JobPages pages;
    private final Trials trials;
    private final Checkups checkups;

    LiveJobs(SeenJobs seen, Runs runs, RunControl control, JobPages pages, Trials trials, Checkups checkups) {
        this.checkups = checkups;
        this.seen = seen;
        this.runs = runs;
        this.control = control;
        this.pages = pages;
        this.trials = trials;
    }

    @Override
    public Optional<Sight> sight(String page) {
        if (page.equals("jobs")) {
            String looks = pages.lines().stream()
                    .map(line -> line.standing().word())
                    .toList()
                    .toString();
            Map<JobName, Object> newest = new TreeMap<>(runs.newest());
            Map<JobName, Object> standings = new TreeMap<>(control.standings());
            Set<JobName> names = seen.names();
            newest.keySet().retainAll(names);
            standings.keySet().retainAll(names);
            String mark = newest + "" + standings + looks;
            return Optional.of(new Sight(mark, LIST_PACE));
        }
        Matcher job = JOB.matcher(page);
        if (job.matches()) {
            return named(new JobName(job.group(1))).map(this::job);
        }
        Matcher run = RUN.matcher(page);
        return run.matches() ? run(Long.parseLong(run.group(1))) : Optional.empty();
    }

    private Optional<SyncJob> named(JobName name) {
        return seen.all().stream().filter(job -> job.name().equals(name)).findFirst();
    }

    private Optional<Sight> run(long number) {
        return runs.find(number)
                .filter(run -> named(run.job()).isPresent())
                .map(run ->
                        sight(pages.shown(run), null, "" + runs.events(number).size()));
    }

    private Sight job(SyncJob job) {
        String trial =
                trials.of(job.name()).map(one -> one.at() + "" + one.running()).orElse("");
        Run newest = runs.list(job.name(), null, 1).stream().findFirst().orElse(null);
        Following following = pages.following(job);
        String standing = control.standing(job.name())
                + trial
                + checkups.of(job.name()).map(Checkups.Checkup::mark).orElse("")
                + pages.held(job.name())
                + pages.look(job)
                + (following == null ? "" : following.mark());
        return newest == null ? new Sight(standing, RUN_PACE) : sight(pages.shown(newest), following, standing);
    }

    private static Sight sight(JobPages.Shown shown, @Nullable Following following, String further) {
        Run run = shown.run();
        String phase = shown.progress() == null ? "" : shown.progress().phase().name();
        String mark = run.id() + " " + run.state() + " " + run.attempts() + " " + phase + " " + further;
        return new Sight(mark, RUN_PACE, shown.live() ? moving(shown, following) : null);
    }

    private static Moving moving(JobPages.Shown shown, @Nullable Following following) {
        return following == null
                ? new Moving("sync/parts", "progress", Map.of("run", shown))
                : new Moving("sync/parts", "moving", Map.of("run", shown, "follow", following));
    }
}
