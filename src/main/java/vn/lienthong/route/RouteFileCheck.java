package vn.lienthong.route;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Connectors;
import vn.lienthong.document.Document;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.Nearest;
import vn.lienthong.route.made.MadeError;
import vn.lienthong.route.made.RouteLint;

/** What is wrong in hand-made route files, found without a hub; for the command line. */
public final class RouteFileCheck {
    private static final List<String> LISTS = List.of("reads", "writes", "calls");

    private final @Nullable Connectors connectors;
    private final @Nullable Set<ConnectorName> inHub;

    /**
     * A check against these connectors.
     *
     * @param connectors null where only the routes are looked at
     * @param inHub the connectors that a hub has besides; null where no hub was asked
     */
    public RouteFileCheck(@Nullable Connectors connectors, @Nullable Set<ConnectorName> inHub) {
        this.connectors = connectors;
        this.inHub = inHub;
    }

    /**
     * What a look found.
     *
     * @param problems what is wrong
     * @param warnings what may be wrong, and cannot be told from the files
     */
    public record Found(List<Problem> problems, List<Problem> warnings) {}

    /** Whether a file of this name is looked at here. */
    public static boolean looksAt(String file) {
        return RouteLint.isOne(file);
    }

    /** Looks at one file, which is told of under this name. */
    public Found look(Path file, String shown) {
        String name = file.getFileName().toString();
        String stem = looksAt(name) ? name.substring(0, name.length() - RouteLint.ENDING.length()) : name;
        String text = read(file);
        List<Problem> problems =
                new ArrayList<>(RouteLint.look(shown, stem, text).problems());
        List<Problem> warnings = new ArrayList<>();
        if (problems.isEmpty() && connectors != null) {
            connectors(Document.parseList(shown, text), connectors, problems, warnings);
        }
        return new Found(problems, warnings);
    }

    private void connectors(Document document, Connectors known, List<Problem> problems, List<Problem> warnings) {
        for (int i = 0; i < document.root().size(); i++) {
            for (String list : LISTS) {
                JsonNode datasets = document.root().get(i).path("lienthong").path(list);
                for (int j = 0; j < datasets.size(); j++) {
                    ConnectorName name =
                            DatasetName.parse(datasets.get(j).asText()).connector();
                    int line = document.line("/" + i + "/lienthong/" + list + "/" + j);
                    connector(document.fileName(), line, name, known, problems, warnings);
                }
            }
        }
    }

    /** A connector in no file may be one of the hub's; a name that is nearly that of a file is rather a slip. */
    private void connector(
            String file,
            int line,
            ConnectorName name,
            Connectors known,
            List<Problem> problems,
            List<Problem> warnings) {
        if (known.find(name).isPresent() || (inHub != null && inHub.contains(name))) {
            return;
        }
        List<String> names = known.all().stream().map(one -> one.name().value()).toList();
        boolean slip = inHub != null || Nearest.of(name.value(), names).isPresent();
        (slip ? problems : warnings)
                .add(Problem.of(
                        file,
                        line,
                        MadeError.CONNECTOR,
                        Map.of("connector", name, "near", Nearest.closest(name.value(), names))));
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
