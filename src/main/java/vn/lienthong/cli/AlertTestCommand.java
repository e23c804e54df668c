package vn.lienthong.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sends a test by a channel and waits until it has left, or has not. */
@Command(name = "test", mixinStandardHelpOptions = true)
final class AlertTestCommand extends HubCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final long LOOK_MILLIS = 300;

    @Parameters(paramLabel = "CHANNEL")
    private String channel = "";

    AlertTestCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int ask(HubAccess hub) {
        JsonNode test = hub.client().post("alert-channels/" + channel + "/test");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (test.path("state").asText().equals("NEW") && System.nanoTime() < end && rest()) {
            test = hub.client()
                    .get("alert-channels/tests/" + test.path("number").asLong());
        }
        String state = test.path("state").asText();
        if (json()) {
            answer(test);
        } else if (state.equals("FAILED")) {
            surroundings.terminal().line(words(test.path("problem")));
            surroundings.terminal().indented("    ", words(test.path("remedy")));
        } else {
            say(state.equals("SENT") ? "alert.sent" : "alert.waiting", Map.of("channel", channel));
        }
        return state.equals("SENT") ? 0 : 1;
    }

    /** Whether the time has passed, and nobody wants to wait no longer. */
    private static boolean rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
