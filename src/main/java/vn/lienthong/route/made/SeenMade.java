package vn.lienthong.route.made;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.approval.Approval;
import vn.lienthong.approval.Approvals;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Owned;
import vn.lienthong.kernel.Owners;

/** What somebody may see of hand-made routes, file by file: what is in effect, what was refused, what was before. */
@Component
class SeenMade implements Owned {
    /** What requests and the journal call a file's routes. */
    static final String KIND = "made-route";

    /** So many versions are shown. */
    private static final int MOST_VERSIONS = 100;

    private final KnownMade made;
    private final MadeVersions versions;
    private final Approvals approvals;
    private final Callers callers;

    SeenMade(KnownMade made, MadeVersions versions, Approvals approvals, Callers callers) {
        this.made = made;
        this.versions = versions;
        this.approvals = approvals;
        this.callers = callers;
    }

    /** How a file's routes stand; what needs somebody first. */
    enum Standing {
        /** What lies there cannot be, and nothing else is in effect. */
        REFUSED("fail"),
        /** What lies there cannot be; what was before is in effect. */
        NEWER_REFUSED("slow"),
        /** A second person has to let it in. */
        PROPOSED("wait"),
        IN_EFFECT("ok"),
        /** It was taken away; its versions are kept. */
        GONE("off");

        private final String shape;

        Standing(String shape) {
            this.shape = shape;
        }

        public String shape() {
            return shape;
        }
    }

    /**
     * A file's routes as they stand.
     *
     * @param agency who answers for them; null where no text of theirs was ever right
     * @param ofFile whether a file holds them, which is changed where it lies
     * @param text what lies there, in effect or not; what was there last where it was taken away
     * @param running what is in effect; null where nothing is
     * @param problems why the text is not
     * @param waiting what somebody has proposed, for whoever may see that; else null
     */
    record One(
            String name,
            @Nullable AgencyCode agency,
            Standing standing,
            boolean ofFile,
            String text,
            @Nullable MadeFile running,
            List<Problem> problems,
            @Nullable Approval waiting) {
        static String shown(String name) {
            return KnownMade.shown(name);
        }

        public String file() {
            return shown(name);
        }
    }

    /** All that the caller may see, what needs somebody first. */
    List<One> all() {
        Caller caller = callers.current();
        Map<String, MadeVersions.Version> newest = versions.newest();
        Map<String, Approval> waiting = waiting();
        Set<String> names = new TreeSet<>(newest.keySet());
        names.addAll(made.states().keySet());
        names.addAll(waiting.keySet());
        return names.stream()
                .map(name -> one(name, newest.get(name), waiting.get(name)))
                .filter(one -> caller.sees(new Owners(one.agency())))
                .sorted((a, b) -> a.standing().compareTo(b.standing()))
                .toList();
    }

    /**
     * One of them.
     *
     * @throws HubException NOT_FOUND
     */
    One get(String name) {
        return find(name).orElseThrow(() -> unknown(name));
    }

    private Optional<One> find(String name) {
        MadeVersions.Version last = versions.of(name).stream().findFirst().orElse(null);
        Approval open = callers.current().may(Act.RUN_PLATFORM, null)
                ? approvals.open(KIND, subject(name)).orElse(null)
                : null;
        return made.find(name).isEmpty() && last == null && open == null
                ? Optional.empty()
                : Optional.of(one(name, last, open));
    }

    /** Whether there are routes of a name, or were. */
    boolean isThere(String name) {
        return find(name).isPresent();
    }

    /** The newest version's text; empty where there is none any more, or was none. */
    String newest(String name) {
        return versions.of(name).stream()
                .findFirst()
                .map(MadeVersions.Version::text)
                .orElse("");
    }

    /** What an open request, and the journal, call the routes of a file. */
    static String subject(String name) {
        return KIND + "/" + name;
    }

    private Map<String, Approval> waiting() {
        Map<String, Approval> waiting = new TreeMap<>();
        approvals.all().stream()
                .filter(one -> one.wanted().kind().equals(KIND) && one.state() == Approval.State.OPEN)
                .forEach(one -> waiting.put(one.wanted().subject().substring(KIND.length() + 1), one));
        return waiting;
    }

    private One one(String name, MadeVersions.@Nullable Version last, @Nullable Approval waiting) {
        KnownMade.State state = made.find(name).orElse(null);
        if (state == null) {
            String text = last == null ? "" : last.removed() ? before(name) : last.text();
            Standing standing = last == null ? Standing.PROPOSED : Standing.GONE;
            return new One(name, agency(name, text), standing, false, text, null, List.of(), waiting);
        }
        MadeFile running = state.running();
        Standing standing = state.problems().isEmpty()
                ? Standing.IN_EFFECT
                : running == null ? Standing.REFUSED : Standing.NEWER_REFUSED;
        AgencyCode agency = running != null
                ? running.agency()
                : last == null ? null : agency(name, last.removed() ? "" : last.text());
        return new One(name, agency, standing, state.ofFile(), state.text(), running, state.problems(), waiting);
    }

    private String before(String name) {
        return versions.of(name).stream()
                .filter(one -> !one.removed())
                .map(MadeVersions.Version::text)
                .findFirst()
                .orElse("");
    }

    /** Who answers for a text; null where it says so in no right way. */
    static @Nullable AgencyCode agency(String name, String text) {
        MadeFile file = RouteLint.look(KnownMade.shown(name), name, text).file();
        return file == null ? null : file.agency();
    }

    /** The versions of a name that the caller may see, the newest first: one may have been another agency's. */
    List<MadeVersions.Version> versions(String name) {
        Caller caller = callers.current();
        Predicate<MadeVersions.Version> seen = caller.may(Act.SEE, null)
                ? one -> true
                : one -> one.removed() || caller.sees(new Owners(agency(name, one.text())));
        return versions.of(name).stream().limit(MOST_VERSIONS).filter(seen).toList();
    }

    /**
     * One of them.
     *
     * @throws HubException NOT_FOUND
     */
    MadeVersions.Version version(String name, int number) {
        return versions(name).stream()
                .filter(one -> one.version() == number)
                .findFirst()
                .orElseThrow(
                        () -> new HubException(MadeError.VERSION_UNKNOWN, Map.of("name", name, "version", number)));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<Owners> owners(String id) {
        return find(id).map(one -> new Owners(one.agency()));
    }

    @Override
    public HubException unknown(String id) {
        return new HubException(MadeError.UNKNOWN, Map.of("name", id));
    }
}
