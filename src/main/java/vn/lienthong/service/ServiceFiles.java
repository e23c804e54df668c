package vn.lienthong.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.document.Variables;
import vn.lienthong.kernel.HubException;

/**
 * The services, agreements and legal instruments in the routes folder. A file that has become wrong keeps its last good version in effect and is
 * reported; one that is gone ends what it said. One thread at a time.
 */
final class ServiceFiles {
    private static final String SERVICE = ".service.yaml";
    private static final String AGREEMENT = ".agreement.yaml";
    private static final String INSTRUMENT = ".instrument.yaml";

    private final Path folder;
    private final DocumentKinds kinds;
    private final Variables variables;
    private final Map<String, String> seen = new TreeMap<>();
    private final Map<String, DataService> services = new TreeMap<>();
    private final Map<String, Agreement> agreements = new TreeMap<>();
    private final Map<String, Instrument> instruments = new TreeMap<>();
    private Set<String> wrong = Set.of();
    private List<Problem> problems = List.of();

    ServiceFiles(Path folder, DocumentKinds kinds, Variables variables) {
        this.folder = folder;
        this.kinds = kinds;
        this.variables = variables;
    }

    /** Whether a file of this name holds a service, an agreement or a legal instrument. */
    static boolean isOne(String file) {
        return file.endsWith(SERVICE) || file.endsWith(AGREEMENT) || file.endsWith(INSTRUMENT);
    }

    /** Reads what has changed since the last time. True when anything has. */
    boolean refresh() {
        Map<String, String> now = texts();
        if (now.equals(seen)) {
            return false;
        }
        List<Problem> found = new ArrayList<>();
        services.keySet().removeIf(file -> !now.containsKey(file));
        agreements.keySet().removeIf(file -> !now.containsKey(file));
        instruments.keySet().removeIf(file -> !now.containsKey(file));
        Set<String> ill = new TreeSet<>();
        ServiceReader reader = new ServiceReader(kinds);
        InstrumentReader recorded = new InstrumentReader(kinds);
        now.forEach((file, text) -> {
            if (file.endsWith(SERVICE)) {
                attempt(file, found, ill, () -> take(file, reader.read(parsed(file, text), stem(file, SERVICE))));
            } else if (file.endsWith(INSTRUMENT)) {
                attempt(
                        file,
                        found,
                        ill,
                        () -> instruments.put(file, recorded.read(parsed(file, text), stem(file, INSTRUMENT))));
            }
        });
        AgreementReader agreed = new AgreementReader(kinds, services());
        now.forEach((file, text) -> {
            if (file.endsWith(AGREEMENT)) {
                attempt(file, found, ill, () -> take(file, agreed.read(parsed(file, text), stem(file, AGREEMENT))));
            }
        });
        seen.clear();
        seen.putAll(now);
        problems = List.copyOf(found);
        wrong = Set.copyOf(ill);
        return true;
    }

    /** The last good version of every service in a file. */
    List<DataService> services() {
        return List.copyOf(services.values());
    }

    /** The last good version of every agreement in a file. */
    List<Agreement> agreements() {
        return List.copyOf(agreements.values());
    }

    /** The last good version of every legal instrument in a file. */
    List<Instrument> instruments() {
        return List.copyOf(instruments.values());
    }

    List<Problem> problems() {
        return problems;
    }

    /** The files, as people know them, that are wrong now; what they hold is in effect as it last was, or not at all. */
    Set<String> wrong() {
        return wrong;
    }

    private void take(String file, DataService service) {
        services.forEach((other, there) -> {
            if (!other.equals(file) && there.id().equals(service.id())) {
                throw new HubException(
                        ServiceError.SERVICE_TWICE, Map.of("service", service.id(), "other", there.file()));
            }
            if (!other.equals(file) && service.rivals(there)) {
                throw new HubException(
                        ServiceError.ROSTER_TWICE,
                        Map.of(
                                "collection",
                                service.roster().entity().collection(),
                                "service",
                                service.id(),
                                "other",
                                there.file()));
            }
        });
        services.put(file, service);
    }

    private void take(String file, Agreement agreement) {
        Map<String, Agreement> others = new TreeMap<>(agreements);
        others.remove(file);
        agreement.refuseBeside(others.values());
        agreements.put(file, agreement);
    }

    private Document parsed(String file, String text) {
        return Document.parse(shown(file), text, variables);
    }

    private static String stem(String file, String ending) {
        return file.substring(0, file.length() - ending.length());
    }

    private String shown(String file) {
        return folder.getFileName() + "/" + file;
    }

    private void attempt(String file, List<Problem> found, Set<String> ill, Runnable reading) {
        int before = found.size();
        try {
            reading.run();
        } catch (DocumentException unusable) {
            found.addAll(unusable.problems());
        } catch (HubException unusable) {
            found.add(Problem.of(shown(file), 1, unusable));
        }
        if (found.size() > before) {
            ill.add(shown(file));
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
                    texts.put(name, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                }
            }
            return texts;
        } catch (IOException unreadable) {
            throw new HubException(ServiceError.FILE_UNREADABLE, Map.of("file", folder), unreadable);
        }
    }
}
