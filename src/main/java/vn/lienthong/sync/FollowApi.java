package vn.lienthong.sync;

import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.May;

/** How jobs follow their source, over REST, and what a person says where they cannot. */
@RestController
@RequestMapping("/api/v1/jobs/{name}/following")
class FollowApi {
    private final Follows follows;
    private final RunControl control;
    private final Clock clock;

    FollowApi(Follows follows, RunControl control, Clock clock) {
        this.follows = follows;
        this.control = control;
        this.clock = clock;
    }

    /**
     * How a job follows.
     *
     * @param place what the source keeps for it: the slot's name
     * @param lagSeconds how old the newest change that arrived is
     * @param untilCapSeconds when the agreed cap is reached, if the log grows on as of late
     */
    record Following(
            String job,
            String connector,
            boolean inStep,
            @Nullable String place,
            @Nullable Long behindBytes,
            @Nullable Long keptBytes,
            @Nullable Long capBytes,
            @Nullable Integer percentOfCap,
            @Nullable Long untilCapSeconds,
            @Nullable Instant lastChange,
            @Nullable Long lagSeconds,
            @Nullable Instant heard) {}

    /** What a person says to a gap, and why. */
    record Said(Follows.@Nullable Answer answer, @Nullable String reason) {}

    @May(value = Act.SEE, of = "job")
    @GetMapping
    Following following(@PathVariable String name) {
        JobName job = new JobName(name);
        Follows.Standing standing =
                follows.find(job).orElseThrow(() -> new HubException(SyncError.NOT_FOLLOWING, Map.of("job", job)));
        var seen = standing.backlog();
        return new Following(
                name,
                standing.connector().value(),
                standing.inStep(),
                seen == null ? null : seen.place(),
                seen == null ? null : seen.behindBytes(),
                seen == null ? null : seen.keptBytes(),
                seen == null ? null : seen.capBytes(),
                standing.percentOfCap(),
                seconds(standing.untilCap()),
                seen == null ? null : seen.lastChange(),
                seconds(standing.age(clock.instant())),
                seen == null ? null : seen.heard());
    }

    /** Answers a gap. */
    @May(value = Act.DECIDE, of = "job")
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    void answer(@PathVariable String name, @RequestBody Said said, Principal person) {
        if (said.answer() == null || said.reason() == null || said.reason().isBlank()) {
            throw new HubException(SyncError.ANSWER_INCOMPLETE, Map.of());
        }
        control.answerGap(new JobName(name), said.answer(), person.getName(), said.reason());
    }

    /** Makes the source let go of what it keeps for the job. */
    @May(value = Act.DECIDE, of = "job")
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void retire(@PathVariable String name, @RequestParam(required = false) @Nullable String reason, Principal person) {
        control.retire(new JobName(name), person.getName(), reason);
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : (Long) duration.toSeconds();
    }
}
