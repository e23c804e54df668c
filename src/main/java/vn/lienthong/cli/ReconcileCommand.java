package vn.lienthong.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Compares source and target row by row. */
@Command(name = "reconcile", mixinStandardHelpOptions = true)
final class ReconcileCommand extends HubCommand {
    private static final int DIFFERENT = 5;

    @Parameters(paramLabel = "JOB")
    private String job = "";

    ReconcileCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int ask(HubAccess hub) {
        JsonNode found = hub.client().post("jobs/" + job + "/reconcile");
        if (json()) {
            answer(found);
        } else {
            say(
                    "reconciled",
                    Map.of(
                            "job", job,
                            "source", found.path("sourceRows").asLong(),
                            "target", found.path("targetRows").asLong(),
                            "equal", found.path("equal").asLong(),
                            "excused", found.path("excused").asLong()));
            for (String kind : new String[] {"lost", "duplicated", "stale", "extra"}) {
                show(kind, found.path(kind));
            }
            found.path("notes").forEach(note -> surroundings.terminal().line(words(note)));
        }
        return clean(found) ? 0 : DIFFERENT;
    }

    private void show(String kind, JsonNode finding) {
        say("reconciled." + kind, Map.of("count", finding.path("count").asLong()));
        finding.path("keys").forEach(key -> surroundings.terminal().line("    " + key));
    }

    private static boolean clean(JsonNode found) {
        boolean extraCounts = !found.path("extraAllowed").asBoolean();
        return found.path("lost").path("count").asLong() == 0
                && found.path("duplicated").path("count").asLong() == 0
                && found.path("stale").path("count").asLong() == 0
                && (found.path("extra").path("count").asLong() == 0 || !extraCounts);
    }
}
