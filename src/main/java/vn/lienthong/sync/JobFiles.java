package vn.lienthong.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.document.Variables;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.mapping.MappingDefinition;

/**
 * The jobs and shared mappings in the routes folder. A file that has become wrong keeps its last good version in effect and is
 * reported.
 */
final class JobFiles {
    private static final String JOB = ".sync.yaml";
    private static final String MAPPING = ".mapping.yaml";

    private final Path folder;
    private final DocumentKinds kinds;
    private final Variables variables;
    private final Map<String, String> seen = new TreeMap<>();
    private final Map<String, MappingDefinition> mappings = new TreeMap<>();
    private final Map<String, SyncJob> jobs = new TreeMap<>();
    private List<Problem> problems = List.of();

    JobFiles(Path folder, DocumentKinds kinds, Variables variables) {
        this.folder = folder;
        this.kinds = kinds;
        this.variables = variables;
    }

    /** Whether a file of this name holds a job or a shared mapping. */
    static boolean isOne(String file) {
        return file.endsWith(JOB) || file.endsWith(MAPPING);
    }

    /** Reads what has changed since the last time. True when anything has. */
    boolean refresh() {
        Map<String, String> now = texts();
        if (now.equals(seen)) {
            return false;
        }
        List<Problem> found = new ArrayList<>();
        mappings.keySet().removeIf(file -> !now.containsKey(file));
        jobs.keySet().removeIf(file -> !now.containsKey(file));
        now.forEach((file, text) -> {
            if (file.endsWith(MAPPING)) {
                attempt(file, found, () -> mappings.put(file, mapping(file, text)));
            }
        });
        SyncJobReader reader = new SyncJobReader(kinds, shared());
        now.forEach((file, text) -> {
            if (file.endsWith(JOB)) {
                attempt(file, found, () -> jobs.put(file, job(reader, file, text)));
            }
        });
        seen.clear();
        seen.putAll(now);
        problems = List.copyOf(found);
        return true;
    }

    /** The last good version of every job in a file. */
    List<SyncJob> jobs() {
        return List.copyOf(jobs.values());
    }

    /** Shared mappings by name. */
    Map<String, MappingDefinition> shared() {
        Map<String, MappingDefinition> byName = new TreeMap<>();
        mappings.forEach((file, mapping) -> byName.put(file.substring(0, file.length() - MAPPING.length()), mapping));
        return byName;
    }

    List<Problem> problems() {
        return problems;
    }

    private SyncJob job(SyncJobReader reader, String file, String text) {
        Document document = Document.parse(file, text, variables);
        SyncJob job = reader.read(document, text, SyncJob.Origin.FILE);
        checkName(document, "/sync", job.name().value(), file.substring(0, file.length() - JOB.length()));
        return job;
    }

    private MappingDefinition mapping(String file, String text) {
        Document document = Document.parse(file, text, variables);
        List<Problem> wrong = kinds.check("mapping", document);
        if (!wrong.isEmpty()) {
            throw new DocumentException(wrong);
        }
        checkName(
                document,
                "/mapping",
                document.root().path("mapping").asText(),
                file.substring(0, file.length() - MAPPING.length()));
        return MappingDefinition.parse(document, "");
    }

    private static void checkName(Document document, String pointer, String name, String ofFile) {
        if (!name.equals(ofFile)) {
            HubException other =
                    new HubException(SyncError.JOB_NAME_OTHER, Map.of("name", name, "file", document.fileName()));
            throw new DocumentException(List.of(Problem.of(document.fileName(), document.line(pointer), other)));
        }
    }

    private void attempt(String file, List<Problem> found, Runnable reading) {
        try {
            reading.run();
        } catch (DocumentException wrong) {
            found.addAll(wrong.problems());
        } catch (HubException wrong) {
            found.add(Problem.of(file, 1, wrong));
        }
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return texts;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (isOne(name)) {
                    texts.put(name, text(file));
                }
            }
            return texts;
        } catch (IOException unreadable) {
            throw new HubException(SyncError.FILE_UNREADABLE, Map.of("file", folder), unreadable);
        }
    }

    private static String text(Path file) throws IOException {
        // a file being replaced is looked at again; unreadable text says so when it is parsed
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** The job of a name among the files, with its file. */
    @Nullable
    SyncJob find(JobName name) {
        return jobs.get(name + JOB);
    }
}
