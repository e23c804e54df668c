package vn.lienthong.service;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Nearest;
import vn.lienthong.mapping.RowCondition;

/** Makes an agreement of a document of kind {@code agreement}, or says what is wrong with it. */
final class AgreementReader {
    private final DocumentKinds kinds;
    private final List<DataService> services;

    /** A reader that knows these services. */
    AgreementReader(DocumentKinds kinds, List<DataService> services) {
        this.kinds = kinds;
        this.services = services;
    }

    /**
     * The agreement.
     *
     * @param expected the name it must carry: that of its file; null where it may carry any
     * @throws DocumentException with all that is wrong
     */
    Agreement read(Document document, @Nullable String expected) {
        List<Problem> wrong = kinds.check("agreement", document);
        if (!wrong.isEmpty()) {
            throw new DocumentException(wrong);
        }
        DocumentParts parts = new DocumentParts(document);
        String name = parts.text("/agreement");
        if (expected != null && !expected.equals(name)) {
            parts.problem("/agreement", ServiceError.NAME_OTHER, Map.of("name", name, "file", document.fileName()));
        }
        ServiceId id = parts.taken("/service", () -> ServiceId.parse(parts.text("/service")));
        AgencyCode consumer = parts.agency("/consumer");
        DataService service = id == null ? null : parts.taken("/service", () -> service(id));
        if (service != null) {
            if (!name.startsWith(id.name() + ".")) {
                parts.problem("/agreement", ServiceError.AGREEMENT_NAME, Map.of("name", name, "service", id.name()));
            }
            checkAnswer(parts, service);
            if (service.roster() != null
                    && !parts.texts("/answer").contains(service.roster().id())) {
                parts.problem(
                        "/answer",
                        ServiceError.ROSTER_WITHOUT_ID,
                        Map.of("column", service.roster().id(), "service", service.id()));
            }
            if (parts.yes("/list") && !service.lists()) {
                parts.problem(
                        "/list",
                        ServiceError.LIST_NOT_OFFERED,
                        Map.of("service", service.id(), "list", "{ most: 500 }"));
            }
        }
        Map<String, String> because = parts.map("/because");
        because.keySet().stream()
                .filter(column -> !parts.texts("/answer").contains(column))
                .forEach(column ->
                        parts.problem("/because", ServiceError.BECAUSE_NOT_ANSWERED, Map.of("column", column)));
        String where = parts.textOrNull("/where");
        RowCondition seen = where == null ? null : parts.taken("/where", () -> RowCondition.compile(where, List.of()));
        LocalDate from = parts.day("/from");
        LocalDate until = parts.day("/until");
        if (from != null && until != null && until.isBefore(from)) {
            parts.problem("/until", ServiceError.TERM_BACKWARDS, Map.of("from", from, "until", until));
        }
        parts.settle();
        return new Agreement(
                name,
                Objects.requireNonNull(id),
                Objects.requireNonNull(consumer),
                parts.both("/purpose"),
                parts.texts("/legal_basis"),
                parts.texts("/answer"),
                because,
                where,
                seen,
                parts.yes("/list"),
                parts.number("/limits/per_minute"),
                parts.number("/limits/per_day"),
                Objects.requireNonNull(from),
                Objects.requireNonNull(until),
                parts.textOrNull("/contact"),
                document);
    }

    private DataService service(ServiceId id) {
        List<String> known =
                services.stream().map(service -> service.id().toString()).toList();
        return services.stream()
                .filter(service -> service.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Nearest.of(id.toString(), known)
                        .map(near -> new HubException(
                                ServiceError.SERVICE_UNKNOWN_NEAR, Map.of("service", id, "near", near)))
                        .orElseGet(() -> new HubException(ServiceError.SERVICE_UNKNOWN, Map.of("service", id))));
    }

    private static void checkAnswer(DocumentParts parts, DataService service) {
        List<String> answer = parts.texts("/answer");
        for (int i = 0; i < answer.size(); i++) {
            if (!service.answer().contains(answer.get(i))) {
                parts.problem(
                        "/answer/" + i,
                        ServiceError.ANSWER_NOT_OFFERED,
                        Map.of(
                                "column",
                                answer.get(i),
                                "service",
                                service.id(),
                                "offered",
                                String.join(", ", service.answer())));
            }
        }
    }
}
