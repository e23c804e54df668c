package vn.lienthong.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.lienthong.kernel.HubException;

/** Runs a job once, or shows what a run would do. */
@Command(name = "run", mixinStandardHelpOptions = true)
final class RunCommand extends HubCommand {
    private static final int LOOK_EVERY_MILLIS = 500;

    @Parameters(paramLabel = "JOB")
    private String job = "";

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Option(names = "--wait")
    private boolean wait;

    RunCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int ask(HubAccess hub) throws InterruptedException {
        if (dryRun) {
            return plan(hub.client());
        }
        JsonNode run = hub.client().post("jobs/" + job + "/runs");
        long id = run.path("id").asLong();
        if (!wait && !hub.own()) {
            if (json()) {
                answer(run);
            } else {
                say("run.asked", Map.of("run", id, "job", job));
            }
            return 0;
        }
        if (!hub.own()
                && !json()
                && hub.client().get("jobs/" + job).path("read").asText().equals("changes")) {
            say("run.follows", Map.of("job", job));
        }
        JsonNode over = follow(hub.client(), id);
        if (json()) {
            answer(over);
        } else {
            report(over);
        }
        return switch (over.path("state").asText()) {
            case "DONE" -> 0;
            case "DONE_WITH_REJECTIONS" -> 3;
            case "WAITING" -> 4;
            default -> 1;
        };
    }

    private int plan(HubClient hub) {
        JsonNode plan = hub.post("jobs/" + job + "/dry-run");
        if (json()) {
            answer(plan);
            return 0;
        }
        say(
                "plan",
                figures(
                        plan,
                        "read",
                        "inserts",
                        "updates",
                        "unchanged",
                        "rejected",
                        "skipped",
                        "superseded",
                        "deletes"));
        plan.path("notes").forEach(note -> surroundings.terminal().line(words(note)));
        return 0;
    }

    /** Until the run is over, or waits for a person. */
    private JsonNode follow(HubClient hub, long id) throws InterruptedException {
        while (true) {
            JsonNode shown;
            try {
                shown = hub.get("runs/" + id);
            } catch (HubException silent) {
                if (silent.code() == CliError.HUB_SILENT) {
                    throw new HubException(CliError.HUB_STOPPED, Map.of("run", id), silent);
                }
                throw silent;
            }
            JsonNode run = shown.path("run");
            switch (run.path("state").asText()) {
                case "PLANNED", "RUNNING", "PAUSED" -> progress(run, shown.path("progress"));
                default -> {
                    return run;
                }
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private void progress(JsonNode run, JsonNode progress) {
        JsonNode counts = progress.path("counts");
        Map<String, Object> arguments = figures(counts, "read", "written", "unchanged", "rejected");
        arguments.put("job", job);
        arguments.put(
                "state", surroundings.words().say("state." + run.path("state").asText()));
        arguments.put("rate", number(Math.round(progress.path("rowsPerSecond").asDouble())));
        arguments.put("eta", clock(progress.path("remaining")));
        surroundings.terminal().progress(surroundings.words().say("run.progress", arguments));
    }

    /** {@code 4:07} or {@code 1:04:07}; a dash where nobody knows. */
    static String clock(JsonNode remaining) {
        if (!remaining.isTextual()) {
            return "–";
        }
        Duration left = Duration.parse(remaining.asText());
        return left.toHours() > 0
                ? String.format("%d:%02d:%02d", left.toHours(), left.toMinutesPart(), left.toSecondsPart())
                : String.format("%d:%02d", left.toMinutes(), left.toSecondsPart());
    }

    private void report(JsonNode run) {
        Map<String, Object> arguments = figures(
                run.path("counts"), "read", "written", "unchanged", "rejected", "skipped", "superseded", "deleted");
        arguments.put("job", job);
        arguments.put("run", run.path("id").asLong());
        arguments.put(
                "state", surroundings.words().say("state." + run.path("state").asText()));
        say("run.over", arguments);
        JsonNode failure = run.path("failure");
        if (failure.isObject()) {
            surroundings.terminal().trouble(words(failure.path("problem")) + " " + words(failure.path("remedy")));
        }
        if (run.path("state").asText().equals("WAITING")) {
            say("run.waiting", Map.of("run", run.path("id").asLong()));
        }
        run.path("notes").forEach(note -> surroundings.terminal().line(words(note)));
    }

    private Map<String, Object> figures(JsonNode from, String... names) {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (String name : names) {
            figures.put(name, number(from.path(name).asLong()));
        }
        return figures;
    }

    private String number(long value) {
        return String.format(surroundings.words().language(), "%,d", value);
    }
}
