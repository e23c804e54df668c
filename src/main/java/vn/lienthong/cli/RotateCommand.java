package vn.lienthong.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Puts the next master key in place of the one in use and waits until all is sealed anew. */
@Command(name = "rotate", mixinStandardHelpOptions = true)
final class RotateCommand extends HubCommand {
    private static final long LOOK_EVERY_MILLIS = 500;

    @Option(names = "--look")
    private boolean look;

    RotateCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int ask(HubAccess hub) throws InterruptedException {
        JsonNode vault = look ? hub.client().get("vault") : hub.client().post("vault/rotation");
        while (!look && vault.path("left").asLong() > 0) {
            surroundings
                    .terminal()
                    .progress(surroundings
                            .words()
                            .say(
                                    "vault.progress",
                                    Map.of("left", vault.path("left").asLong())));
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            vault = hub.client().get("vault");
        }
        if (json()) {
            answer(vault);
        } else {
            tell(vault);
        }
        return 0;
    }

    private void tell(JsonNode vault) {
        say(
                look ? "vault.stands" : "vault.rotated",
                Map.of(
                        "key", vault.path("key").asInt(),
                        "since", vault.path("since").asText(),
                        "left", vault.path("left").asLong(),
                        "place", vault.path("place").asText()));
        if (vault.path("toBePutInPlace").asBoolean()) {
            say(
                    "vault.put-in-place",
                    Map.of(
                            "next", vault.path("nextPlace").asText(),
                            "place", vault.path("place").asText()));
        }
    }
}
