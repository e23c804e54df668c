package vn.lienthong.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import vn.lienthong.agency.Agencies;
import vn.lienthong.agency.Agency;
import vn.lienthong.agency.Scopes;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;
import vn.lienthong.sync.SyncJob;
import vn.lienthong.sync.SyncJobs;

/** The switch in the top bar: the pages that show the whole sector, or one agency and those below it. */
@Component
class Scoping {
    /** Pages that can be narrowed, and whose links to each other keep it. */
    static final Set<String> PAGES = Set.of(
            "/", "/jobs", "/quarantine", "/routes", "/alerts", "/systems", "/connectors", "/mappings", "/services");

    private final Scopes scopes;
    private final Agencies agencies;
    private final Connectors connectors;
    private final SyncJobs jobs;

    Scoping(Scopes scopes, Agencies agencies, Connectors connectors, SyncJobs jobs) {
        this.scopes = scopes;
        this.agencies = agencies;
        this.connectors = connectors;
        this.jobs = jobs;
    }

    /** An agency that the page can be narrowed to. */
    record Choice(Text name, String address, boolean chosen) {}

    /**
     * The switch as it stands.
     *
     * @param code the chosen agency, null for all
     * @param name its name
     * @param whole this address without it
     */
    record Switch(@Nullable String code, @Nullable Text name, String whole, List<Choice> choices) {}

    /** The switch of a page; null where it has none, or its reader has nothing to choose from. */
    @Nullable
    Switch of(HttpServletRequest request) {
        if (!request.getMethod().equals("GET")
                || !PAGES.contains(request.getRequestURI())
                || request.getUserPrincipal() == null) {
            return null;
        }
        AgencyCode chosen = scopes.of(request);
        List<Agency> choices = scopes.choices(
                request.getUserPrincipal().getName(),
                Stream.concat(
                                connectors.all().stream().map(Connector::agency),
                                jobs.all().stream().map(SyncJob::agency))
                        .distinct()
                        .toList());
        if (choices.size() < 2 && chosen == null) {
            return null;
        }
        return new Switch(
                chosen == null ? null : chosen.value(),
                chosen == null ? null : agencies.name(chosen),
                address(request, null),
                choices.stream()
                        .map(agency -> new Choice(
                                agency.name(),
                                address(request, agency.code()),
                                agency.code().equals(chosen)))
                        .toList());
    }

    /** What else the page was narrowed to may be another agency's, and is left out. */
    private static String address(HttpServletRequest request, @Nullable AgencyCode code) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(request.getRequestURI());
        if (code != null) {
            address.queryParam(Scopes.PARAMETER, code.value());
        }
        return address.build().toUriString();
    }
}
