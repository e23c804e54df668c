package vn.lienthong.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.HubException;
import vn.lienthong.route.RouteFileCheck;

/** Looks at hand-made routes: those named, or all of the folder. No hub and no system is asked, nothing is started. */
@Command(name = "lint", mixinStandardHelpOptions = true)
final class RoutesLintCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private Place place = new Place();

    @Parameters(paramLabel = "FILE", arity = "0..*")
    private List<Path> files = List.of();

    RoutesLintCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        List<Path> looked = files.isEmpty() ? all(place.folders().routes()) : files;
        RouteFileCheck check = new RouteFileCheck(null, null);
        List<Problem> problems = new ArrayList<>();
        for (Path file : looked) {
            if (!Files.isRegularFile(file)) {
                throw new HubException(CliError.FILE_UNREADABLE, Map.of("file", file));
            }
            problems.addAll(check.look(file, file.toString()).problems());
        }
        if (place.json()) {
            surroundings.terminal().data(json(problems).toString());
        } else {
            Words words = surroundings.words();
            problems.forEach(problem -> surroundings.terminal().line(problem.in(words.language())));
            surroundings
                    .terminal()
                    .line(words.say(
                            problems.isEmpty() ? "routes.good" : "routes.wrong",
                            Map.of("files", looked.size(), "problems", problems.size())));
        }
        return problems.isEmpty() ? 0 : 1;
    }

    private ArrayNode json(List<Problem> problems) {
        ArrayNode list = new ObjectMapper().createArrayNode();
        problems.forEach(problem -> list.addObject()
                .put("file", problem.file())
                .put("line", problem.line())
                .put("severity", "error")
                .put("what", surroundings.words().say(problem.what()))
                .put("remedy", surroundings.words().say(problem.remedy())));
        return list;
    }

    private static List<Path> all(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> RouteFileCheck.looksAt(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new HubException(CliError.FILE_UNREADABLE, Map.of("file", folder), unreadable);
        }
    }
}
