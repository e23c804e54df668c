package vn.lienthong.agency;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;
import vn.lienthong.store.HubFolders;

/**
 * The agencies of {@code connectors/agencies.yaml} and, beside them, those that the hub keeps; of two with one code that of the file
 * counts. The file is read again when it changes; a bad one changes nothing. What another node changed counts at the next request,
 * and within a second where no request is served.
 */
@Component
public class Agencies {
    private static final long FRESH = TimeUnit.SECONDS.toNanos(1);

    private final AgencyFile file;
    private final @Nullable KeptAgencies kept;
    private volatile Known known = new Known(List.of(), List.of(), -1, AgencyTree.EMPTY);
    private volatile long looked = System.nanoTime() - FRESH;

    @Autowired
    Agencies(HubFolders folders, DocumentKinds kinds, KeptAgencies kept) {
        this(new AgencyFile(folders.connectors().resolve("agencies.yaml"), kinds), kept);
    }

    /** The agencies of a file, where no application runs. */
    public Agencies(Path file, DocumentKinds kinds) {
        this(new AgencyFile(file, kinds), null);
    }

    private Agencies(AgencyFile file, @Nullable KeptAgencies kept) {
        this.file = file;
        this.kept = kept;
    }

    private record Known(List<Agency> ofFile, List<Agency> ofHub, long version, AgencyTree tree) {}

    /** Every agency, in the order of the file; then those of the hub, by code. */
    public List<Agency> all() {
        return List.copyOf(tree().all());
    }

    /** The agency of a code, if it is listed. */
    public Optional<Agency> find(AgencyCode code) {
        return tree().find(code);
    }

    /** An agency with all above it, itself first. One that is not listed has none above it. */
    public List<AgencyCode> upwards(AgencyCode code) {
        return tree().upwards(code);
    }

    /** The name to show for a code: the agency's, or the code itself where it is not listed. */
    public Text name(AgencyCode code) {
        return find(code).map(Agency::name).orElseGet(() -> Text.same(code.value()));
    }

    /** What is wrong in the file as it stands; the last good version goes on counting. */
    public List<Problem> problems() {
        file.agencies();
        return file.problems();
    }

    /** All of them as they stand now. */
    AgencyTree tree() {
        if (System.nanoTime() - looked >= FRESH) {
            look();
        }
        List<Agency> ofFile = file.agencies();
        return ofFile == known.ofFile() ? known.tree() : know(ofFile, known.ofHub(), known.version());
    }

    /** Those that only the file lists, whatever the hub keeps. */
    List<Agency> ofFile() {
        return file.agencies();
    }

    /** Looks whether anybody changed the tree, so that a move counts from the next request on. */
    void look() {
        if (kept != null) {
            long version = kept.version();
            if (version != known.version()) {
                know(file.agencies(), kept.all(), version);
            }
        }
        looked = System.nanoTime();
    }

    /** Another thread may have read a later state meanwhile. */
    private synchronized AgencyTree know(List<Agency> ofFile, List<Agency> ofHub, long version) {
        boolean later = version >= known.version();
        List<Agency> counting = later ? ofHub : known.ofHub();
        known = new Known(
                ofFile,
                counting,
                Math.max(version, known.version()),
                new AgencyTree(Stream.concat(ofFile.stream(), counting.stream()).toList()));
        return known.tree();
    }
}
