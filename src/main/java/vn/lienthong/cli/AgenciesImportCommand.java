package vn.lienthong.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.lienthong.kernel.HubException;

/** Hands in a file of agencies, tells what it would change and, unless it only looks, carries that out. */
@Command(name = "import", mixinStandardHelpOptions = true)
final class AgenciesImportCommand extends HubCommand {
    private static final int FAULTY = 3;

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Option(names = "--reason", paramLabel = "TEXT")
    private String reason = "";

    AgenciesImportCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int ask(HubAccess hub) {
        JsonNode preview = hub.client().hand("agencies/import", "file=" + file.getFileName(), bytes());
        boolean faulty = !preview.path("faults").isEmpty();
        boolean changes = !preview.path("added").isEmpty()
                || !preview.path("altered").isEmpty()
                || !preview.path("moved").isEmpty();
        if (json()) {
            answer(preview);
        } else {
            tell(preview);
        }
        if (!dryRun && !faulty && changes) {
            carryOut(hub, preview.path("number").asLong());
        }
        return faulty ? FAULTY : 0;
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new HubException(CliError.FILE_UNREADABLE, Map.of("file", file), unreadable);
        }
    }

    private void tell(JsonNode preview) {
        say(
                "agencies.preview",
                Map.of(
                        "file", preview.path("file").asText(),
                        "added", preview.path("added").size(),
                        "altered", preview.path("altered").size(),
                        "moved", preview.path("moved").size(),
                        "unchanged", preview.path("unchanged").asInt()));
        preview.path("moved")
                .forEach(move -> say(
                        "agencies.moved",
                        Map.of(
                                "code", move.path("code").asText(),
                                "from", move.path("from").asText("*"),
                                "to", move.path("parent").asText("*"))));
        preview.path("faults")
                .forEach(fault -> say(
                        "agencies.fault",
                        Map.of(
                                "place", fault.path("place").asText(),
                                "problem", fault.path("problem").asText(),
                                "remedy", fault.path("remedy").asText())));
    }

    private void carryOut(HubAccess hub, long number) {
        JsonNode done = hub.client().post("agencies/import/" + number + "/apply", Map.of("reason", reason));
        if (!json()) {
            say(
                    done.has("approval") ? "agencies.asked" : "agencies.done",
                    Map.of("number", done.path("approval").asLong()));
        }
    }
}
