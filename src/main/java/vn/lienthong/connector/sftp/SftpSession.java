package vn.lienthong.connector.sftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.Writer;
import vn.lienthong.connector.Writes;
import vn.lienthong.connector.file.FileSession;
import vn.lienthong.kernel.Position;

/**
 * A session with a folder at a server. It brings files into drop folders of the hub's own, lets a drop folder's session work there, and
 * does at the server what that session did here.
 */
final class SftpSession implements Session, Discovers, Reads, Writes {
    /** Whoever examines waits for all steps together. */
    private static final Duration HURRY = Duration.ofSeconds(4);

    private final Opening opening;
    private final SftpSettings settings;
    private final Spool spool;
    private final HubMark mark;
    private final SftpWay way;
    private final Set<String> taken = new HashSet<>();
    private final List<Path> written = new ArrayList<>();
    private final List<SftpWay> ways = new ArrayList<>();

    private @Nullable Looking looking;
    private @Nullable Taking taking;

    SftpSession(Opening opening, Spool spool, HubMark mark) {
        this.opening = opening;
        this.settings = SftpSettings.of(opening.settings());
        this.spool = spool;
        this.mark = mark;
        this.way = new SftpWay(opening, settings);
    }

    private record Looking(Looks looks, FileSession files) {}

    private record Taking(Arrivals arrivals, FileSession files) {}

    @Override
    public void test(Examination examination, Consumer<Check> report) {
        way.hurry(HURRY);
        new SftpDoctor(opening, settings, way, this::looksFor).examine(examination, report);
    }

    /** The session that looks into what was brought for it. */
    private FileSession looksFor(List<String> patterns) {
        return here(() -> {
            Looking look = looking();
            for (String pattern : patterns) {
                look.looks().newest(pattern(pattern));
            }
            return look.files();
        });
    }

    @Override
    public List<Dataset> discover() {
        return looksFor(List.of(settings.pattern())).discover();
    }

    @Override
    public Dataset describe(String from) {
        return looksFor(List.of(from)).describe(from);
    }

    @Override
    public BatchCursor read(Dataset dataset, ReadRequest request) {
        String pattern = pattern(dataset.from());
        if (request.kind() == ReadRequest.Kind.REVIEW) {
            return here(() -> {
                Looking look = looking();
                look.looks().everything(pattern);
                return new RemarkedCursor(
                        look.files().read(dataset, request),
                        Set.of(),
                        look.looks().strange());
            });
        }
        return here(() -> {
            Taking take = taking();
            if (taken.add(dataset.from())) {
                take.arrivals().take(dataset.from(), pattern, !inTheMiddle(request));
            }
            try {
                BatchCursor cursor = take.files().read(dataset, request);
                return new RemarkedCursor(
                        cursor, take.arrivals().growing(), take.arrivals().strange());
            } finally {
                take.arrivals().follow();
            }
        });
    }

    private static boolean inTheMiddle(ReadRequest request) {
        Position after = request.after();
        return after != null && FileSession.inTheMiddle(after);
    }

    @Override
    public BatchCursor readBack(Dataset target, ReadRequest request) {
        return here(() -> {
            Looking look = looking();
            look.looks().one(pattern(target.from()));
            return look.files().readBack(target, request);
        });
    }

    @Override
    public void settle(Dataset dataset, Position position) {
        here(() -> {
            Taking take = taking();
            if (taken.add(dataset.from())) {
                take.arrivals().take(dataset.from(), pattern(dataset.from()), false);
            }
            take.files().settle(dataset, position);
            take.arrivals().follow();
            taken.remove(dataset.from());
            return null;
        });
    }

    @Override
    public Writer writer(Dataset target, WriteRequest request) {
        return here(() -> {
            SftpWay own = new SftpWay(opening, settings); // a writer may have a thread of its own
            ways.add(own);
            Path folder = request.compareOnly() ? spool.passing("compare") : spool.lasting("out");
            Outgoing outgoing = new Outgoing(own, settings, seen(), mark.value());
            Writer writer = session(folder, outgoing).writer(target, request);
            written.add(folder.resolve(pattern(target.from())));
            return writer;
        });
    }

    private String pattern(String from) {
        return settings.workbooks() ? settings.pattern() : from;
    }

    private Looking looking() throws IOException {
        Looking look = looking;
        if (look == null) {
            Path here = spool.passing("look");
            look = new Looking(new Looks(way, settings, there(), ledger(here), here), session(here));
            looking = look;
        }
        return look;
    }

    private Taking taking() throws IOException {
        Taking take = taking;
        if (take == null) {
            Path here = spool.passing("take");
            take = new Taking(new Arrivals(way, settings, there(), ledger(here), seen(), here), session(here));
            taking = take;
        }
        return take;
    }

    private FolderThere there() {
        return new FolderThere(way, settings, ".claimed-" + opening.connector() + "-" + mark.value());
    }

    private LedgerThere ledger(Path here) throws IOException {
        return new LedgerThere(way, settings.leaves(), spool.lasting("read").resolve("ledger"), here);
    }

    private SeenFiles seen() throws IOException {
        return new SeenFiles(spool.lasting("read").resolve("files"));
    }

    private FileSession session(Path folder) throws IOException {
        return session(folder, new Outgoing(way, settings, seen(), mark.value()));
    }

    private FileSession session(Path folder, Outgoing outgoing) {
        Opening inner = new Opening(
                opening.connector(),
                SftpSettings.working(opening.settings()),
                opening.network(),
                name -> folder,
                opening.clock());
        return FileSession.workingFor(outgoing, inner, settings.workbooks());
    }

    private <T extends @Nullable Object> T here(Patience.Act<T> act) {
        try {
            return act.run();
        } catch (IOException failed) {
            throw way.failures().here(failed);
        } catch (UncheckedIOException failed) {
            throw way.failures().here(failed.getCause());
        }
    }

    @Override
    public void close() {
        way.close();
        ways.forEach(SftpWay::close);
        try {
            for (Path target : written) {
                Outgoing.forget(target);
            }
            spool.close();
        } catch (IOException busy) {
            return; // the connector's next session removes what is left of this one
        }
    }
}
