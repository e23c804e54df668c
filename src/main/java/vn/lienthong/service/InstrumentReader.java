package vn.lienthong.service;

import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.HubException;

/** Makes a legal instrument of a document of kind {@code instrument}, or says what is wrong with it. */
final class InstrumentReader {
    private static final Pattern YEAR = Pattern.compile("\\d+/(\\d{4})/.*");

    private final DocumentKinds kinds;

    InstrumentReader(DocumentKinds kinds) {
        this.kinds = kinds;
    }

    /**
     * The instrument.
     *
     * @param expected the name it must carry: that of its file; null where it may carry any
     * @throws DocumentException with all that is wrong
     */
    Instrument read(Document document, @Nullable String expected) {
        List<Problem> wrong = kinds.check("instrument", document);
        if (!wrong.isEmpty()) {
            throw new DocumentException(wrong);
        }
        DocumentParts parts = new DocumentParts(document);
        String name = parts.text("/instrument");
        if (expected != null && !expected.equals(name)) {
            parts.problem("/instrument", ServiceError.NAME_OTHER, Map.of("name", name, "file", document.fileName()));
        }
        InstrumentKind kind = InstrumentKind.valueOf(parts.text("/kind").toUpperCase(Locale.ROOT));
        LocalDate issued = parts.day("/issued");
        String number = number(parts, kind, issued);
        AgencyCode agency = parts.agency("/agency");
        List<AgencyCode> parties = parties(parts, kind);
        LocalDate from = parts.day("/from");
        LocalDate until = parts.textOrNull("/until") == null ? null : parts.day("/until");
        if (from != null && until != null && until.isBefore(from)) {
            parts.problem("/until", ServiceError.TERM_BACKWARDS, Map.of("from", from, "until", until));
        }
        String replacedBy = parts.textOrNull("/replaced_by");
        if (name.equals(replacedBy)) {
            parts.problem("/replaced_by", ServiceError.INSTRUMENT_ITSELF, Map.of("instrument", name));
        }
        if (replacedBy != null && until == null) {
            parts.problem("/replaced_by", ServiceError.REPLACED_WHEN, Map.of("instrument", name));
        }
        String link = link(parts);
        parts.settle();
        return new Instrument(
                name,
                kind,
                number,
                Objects.requireNonNull(issued),
                parts.text("/issuer").strip(),
                parts.both("/title"),
                Objects.requireNonNull(agency),
                parties,
                Objects.requireNonNull(from),
                until,
                replacedBy,
                link,
                document);
    }

    private static String number(DocumentParts parts, InstrumentKind kind, @Nullable LocalDate issued) {
        String number = Normalizer.normalize(parts.text("/number"), Normalizer.Form.NFC);
        if (!kind.takes(number)) {
            kind.near(number)
                    .ifPresentOrElse(
                            near -> parts.problem(
                                    "/number",
                                    ServiceError.NUMBER_NEAR,
                                    Map.of("number", number, "kind", kind.words(), "near", near)),
                            () -> parts.problem(
                                    "/number",
                                    ServiceError.NUMBER_INVALID,
                                    Map.of("number", number, "kind", kind.words(), "example", kind.example())));
        }
        Matcher year = YEAR.matcher(number);
        if (issued != null && year.matches() && Integer.parseInt(year.group(1)) != issued.getYear()) {
            parts.problem("/issued", ServiceError.NUMBER_YEAR, Map.of("number", number, "day", issued));
        }
        return number;
    }

    private static List<AgencyCode> parties(DocumentParts parts, InstrumentKind kind) {
        List<AgencyCode> parties = new ArrayList<>();
        for (int i = 0; i < parts.texts("/parties").size(); i++) {
            AgencyCode party = parts.agency("/parties/" + i);
            if (party != null) {
                parties.add(party);
            }
        }
        boolean signed = !parts.texts("/parties").isEmpty();
        if (signed != (kind == InstrumentKind.PROTOCOL)) {
            parts.problem(
                    signed ? "/parties" : "/kind",
                    signed ? ServiceError.PARTIES_NONE : ServiceError.PARTIES_MISSING,
                    Map.of("kind", kind.words()));
        }
        return List.copyOf(parties);
    }

    private static @Nullable String link(DocumentParts parts) {
        String link = parts.textOrNull("/link");
        if (link == null) {
            return null;
        }
        return parts.taken("/link", () -> {
            try {
                URI address = new URI(link);
                if ("https".equals(address.getScheme()) && address.getHost() != null && address.getUserInfo() == null) {
                    return link;
                }
            } catch (URISyntaxException none) {
                throw new HubException(ServiceError.LINK_INVALID, Map.of("link", link), none);
            }
            throw new HubException(ServiceError.LINK_INVALID, Map.of("link", link));
        });
    }
}
