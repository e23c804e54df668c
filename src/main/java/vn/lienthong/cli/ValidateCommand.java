package vn.lienthong.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.store.HubFolders;

/** Checks every file of one or more folders. No system is asked, and a hub only where one is named. */
@Command(name = "validate", mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private Place place = new Place();

    @Parameters(paramLabel = "FOLDER", arity = "0..*")
    private List<Path> homes = List.of();

    ValidateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Set<ConnectorName> inHub = inHub();
        List<Problem> problems = new ArrayList<>();
        List<Problem> warnings = new ArrayList<>();
        int files = 0;
        for (Path home : homes.isEmpty() ? List.of(place.folders().home()) : homes) {
            HubFolders folders = new HubFolders(home, home.resolve("data"));
            if (!Files.isDirectory(folders.connectors()) && !Files.isDirectory(folders.routes())) {
                throw new HubException(CliError.FOLDER_MISSING, Map.of("folder", home));
            }
            FileCheck check = new FileCheck(folders, inHub);
            FileCheck.Found found = check.look();
            problems.addAll(found.problems());
            warnings.addAll(found.warnings());
            files += check.files();
        }
        if (place.json()) {
            surroundings.terminal().data(json(problems, warnings).toString());
        } else {
            show(problems, warnings, files);
        }
        return problems.isEmpty() ? 0 : 1;
    }

    /** The connectors of the hub that was named; null where none was: then only the files are asked. */
    private @Nullable Set<ConnectorName> inHub() {
        if (place.server().isEmpty()) {
            return null;
        }
        try (HubAccess hub = HubAccess.open(surroundings, place)) {
            return hub.client().all("connectors").stream()
                    .map(connector ->
                            new ConnectorName(connector.path("connector").asText()))
                    .collect(Collectors.toSet());
        }
    }

    private void show(List<Problem> problems, List<Problem> warnings, int files) {
        Words words = surroundings.words();
        problems.forEach(problem -> surroundings.terminal().line(problem.in(words.language())));
        warnings.forEach(warning -> surroundings
                .terminal()
                .line(warning.file() + ":" + warning.line() + ": " + words.say("validate.warning") + " "
                        + words.say(warning.what()) + " " + words.say(warning.remedy())));
        String key = problems.isEmpty() ? "validate.good" : "validate.wrong";
        surroundings
                .terminal()
                .line(words.say(
                        warnings.isEmpty() ? key : key + ".warned",
                        Map.of("files", files, "problems", problems.size(), "warnings", warnings.size())));
    }

    private ArrayNode json(List<Problem> problems, List<Problem> warnings) {
        ArrayNode list = new ObjectMapper().createArrayNode();
        problems.forEach(problem -> list.add(json("error", problem)));
        warnings.forEach(warning -> list.add(json("warning", warning)));
        return list;
    }

    private ObjectNode json(String severity, Problem problem) {
        return new ObjectMapper()
                .createObjectNode()
                .put("file", problem.file())
                .put("line", problem.line())
                .put("severity", severity)
                .put("what", surroundings.words().say(problem.what()))
                .put("remedy", surroundings.words().say(problem.remedy()));
    }
}
