package vn.lienthong.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.HubException;
import vn.lienthong.store.HubFolders;

/** Checks every file of one or more folders; no hub, no system is asked. */
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
        List<Problem> problems = new ArrayList<>();
        int files = 0;
        for (Path home : homes.isEmpty() ? List.of(place.folders().home()) : homes) {
            HubFolders folders = new HubFolders(home, home.resolve("data"));
            if (!Files.isDirectory(folders.connectors()) && !Files.isDirectory(folders.routes())) {
                throw new HubException(CliError.FOLDER_MISSING, Map.of("folder", home));
            }
            FileCheck check = new FileCheck(folders);
            problems.addAll(check.problems());
            files += check.files();
        }
        if (place.json()) {
            surroundings.terminal().line(json(problems).toString());
        } else {
            problems.forEach(problem ->
                    surroundings.terminal().line(problem.in(surroundings.words().language())));
            surroundings
                    .terminal()
                    .line(surroundings
                            .words()
                            .say(
                                    problems.isEmpty() ? "validate.good" : "validate.wrong",
                                    Map.of("files", files, "problems", problems.size())));
        }
        return problems.isEmpty() ? 0 : 1;
    }

    private ArrayNode json(List<Problem> problems) {
        ArrayNode list = new ObjectMapper().createArrayNode();
        for (Problem problem : problems) {
            list.addObject()
                    .put("file", problem.file())
                    .put("line", problem.line())
                    .put("what", surroundings.words().say(problem.what()))
                    .put("remedy", surroundings.words().say(problem.remedy()));
        }
        return list;
    }
}
