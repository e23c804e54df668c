package vn.lienthong.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.agency.Agencies;
import vn.lienthong.alert.AlertFile;
import vn.lienthong.calendar.Calendars;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.connector.ConnectorTypes;
import vn.lienthong.connector.Connectors;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.document.Variables;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.route.RouteFileCheck;
import vn.lienthong.service.ServiceFileCheck;
import vn.lienthong.store.HubFolders;
import vn.lienthong.sync.JobFileCheck;

/** What is wrong in the files of one home, found without a hub. */
final class FileCheck {
    private final HubFolders folders;
    private final @Nullable Set<ConnectorName> inHub;
    private final DocumentKinds kinds = new DocumentKinds();

    /**
     * @param inHub the connectors of a hub that was asked; null where none was
     */
    FileCheck(HubFolders folders, @Nullable Set<ConnectorName> inHub) {
        this.folders = folders;
        this.inHub = inHub;
    }

    /** What is wrong, and what may be wrong; each by file and line. */
    record Found(List<Problem> problems, List<Problem> warnings) {}

    /** How many files there are. */
    int files() {
        return yaml(folders.connectors()).size()
                + yaml(folders.connectors().resolve("codes")).size()
                + yaml(folders.routes()).size();
    }

    Found look() {
        List<Problem> problems = new ArrayList<>();
        problems.addAll(new Agencies(folders.connectors().resolve("agencies.yaml"), kinds).problems());
        problems.addAll(new Calendars(folders.connectors().resolve("calendar.yaml"), kinds).problems());
        problems.addAll(new AlertFile(folders.connectors(), kinds, Variables.environment()).problems());
        CodeLists codeLists = CodeLists.open(folders.connectors().resolve("codes"));
        problems.addAll(codeLists.problems());
        Connectors connectors = Connectors.ofFiles(
                folders,
                ConnectorTypes.shipped(),
                (connector, field) -> Optional.empty(),
                Variables.environment(),
                Clock.systemUTC());
        problems.addAll(connectors.problems());
        JobFileCheck.Found jobs = new JobFileCheck(connectors, codeLists, kinds, inHub).look(folders.routes());
        problems.addAll(jobs.problems());
        ServiceFileCheck.Found services = new ServiceFileCheck(connectors, kinds, inHub).look(folders.routes());
        problems.addAll(services.problems());
        RouteFileCheck routes = new RouteFileCheck(connectors, inHub);
        List<Problem> made = new ArrayList<>();
        for (Path file : yaml(folders.routes())) {
            String name = file.getFileName().toString();
            if (RouteFileCheck.looksAt(name)) {
                RouteFileCheck.Found found = routes.look(file, folders.routes().getFileName() + "/" + name);
                problems.addAll(found.problems());
                made.addAll(found.warnings());
            } else if (!JobFileCheck.looksAt(name) && !ServiceFileCheck.looksAt(name)) {
                problems.addAll(route(file));
            }
        }
        List<Problem> warnings = new ArrayList<>(connectors.closedWays());
        warnings.addAll(jobs.warnings());
        warnings.addAll(services.warnings());
        warnings.addAll(made);
        Comparator<Problem> place = Comparator.comparing(Problem::file).thenComparing(Problem::line);
        problems.sort(place);
        warnings.sort(place);
        return new Found(problems, warnings);
    }

    private List<Problem> route(Path file) {
        String[] parts = file.getFileName().toString().split("\\.");
        String kind = parts.length > 2 ? parts[parts.length - 2] : "";
        try {
            Document document = Document.parse(
                    folders.routes().getFileName() + "/" + file.getFileName(),
                    Files.readString(file),
                    Variables.environment());
            return kinds.check(kind, document);
        } catch (DocumentException wrong) {
            return wrong.problems();
        } catch (HubException wrong) {
            return List.of(Problem.of(file.toString(), 1, wrong));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Path> yaml(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
