package vn.lienthong.service;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.DatasetName;

/** Makes a service of a document of kind {@code service}, or says what is wrong with it, without asking any system. */
final class ServiceReader {
    /** Named so in a service that says nothing else, what is asked is whose data it is. */
    private static final String PERSONAL_ID = "personal_id";

    private final DocumentKinds kinds;

    ServiceReader(DocumentKinds kinds) {
        this.kinds = kinds;
    }

    /**
     * The service.
     *
     * @param ofFile how the file is called without its ending: the service's name, with {@code .v2} behind it or without
     * @throws DocumentException with all that is wrong
     */
    DataService read(Document document, String ofFile) {
        List<Problem> wrong = kinds.check("service", document);
        if (!wrong.isEmpty()) {
            throw new DocumentException(wrong);
        }
        DocumentParts parts = new DocumentParts(document);
        ServiceId id = new ServiceId(parts.text("/service"), parts.number("/version"));
        if (!ofFile.equals(id.name()) && !ofFile.equals(id.name() + ".v" + id.version())) {
            parts.problem("/service", ServiceError.NAME_OTHER, Map.of("name", id.name(), "file", document.fileName()));
        }
        AgencyCode agency = parts.agency("/agency");
        DatasetName dataset = parts.taken("/dataset", () -> DatasetName.parse(parts.text("/dataset")));
        List<String> ask = parts.texts("/ask");
        Roster roster = new RosterReader(parts).read();
        String person = person(parts, ask, roster != null);
        List<String> offered = parts.texts("/offer");
        Set<String> offer = offered.isEmpty() ? Set.of(DataService.REST) : Set.copyOf(offered);
        int most = parts.number("/list/most");
        if (most > 0 && !offer.contains(DataService.REST)) {
            parts.problem("/list", ServiceError.LIST_BY_REST, Map.of());
        }
        if (roster != null && !offer.contains(DataService.REST)) {
            parts.problem("/oneroster", ServiceError.LIST_BY_REST, Map.of());
        }
        Retirement retirement = retirement(parts);
        parts.settle();
        return new DataService(
                id,
                parts.both("/title"),
                Objects.requireNonNull(agency),
                parts.textOrNull("/contact"),
                Objects.requireNonNull(dataset),
                ask,
                parts.texts("/answer"),
                person,
                parts.duration("/cache"),
                most,
                offer,
                roster,
                retirement,
                document);
    }

    private static Retirement retirement(DocumentParts parts) {
        LocalDate deprecated = parts.textOrNull("/deprecated") == null ? null : parts.day("/deprecated");
        LocalDate until = parts.textOrNull("/until") == null ? null : parts.day("/until");
        if (until != null && parts.textOrNull("/deprecated") == null) {
            parts.problem("/until", ServiceError.END_UNANNOUNCED, Map.of("until", until));
        } else if (until != null && deprecated != null && until.isBefore(deprecated)) {
            parts.problem("/until", ServiceError.END_BEFORE, Map.of("until", until, "deprecated", deprecated));
        }
        return new Retirement(deprecated, until);
    }

    /** Who asks for a roster knows nobody's id yet: there the person is found in the row. */
    private static @Nullable String person(DocumentParts parts, List<String> ask, boolean found) {
        String named = parts.textOrNull("/person");
        if (named == null) {
            return ask.contains(PERSONAL_ID) ? PERSONAL_ID : null;
        }
        if (!found && !ask.contains(named)) {
            parts.problem(
                    "/person", ServiceError.PERSON_NOT_ASKED, Map.of("column", named, "ask", String.join(", ", ask)));
        }
        return named;
    }
}
