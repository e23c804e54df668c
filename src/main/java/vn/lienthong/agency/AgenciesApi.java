package vn.lienthong.agency;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Page;
import vn.lienthong.kernel.Text;

/** Who takes part, over REST. Agencies are written in a file, not here. */
@May(Act.SEE)
@RestController
@RequestMapping("/api/v1/agencies")
class AgenciesApi {
    private final Agencies agencies;

    AgenciesApi(Agencies agencies) {
        this.agencies = agencies;
    }

    /** An agency as programs see it. */
    record View(
            String code,
            Text name,
            @Nullable String parent,
            @Nullable String contact) {
        static View of(Agency agency) {
            AgencyCode parent = agency.parent();
            return new View(
                    agency.code().value(), agency.name(), parent == null ? null : parent.value(), agency.contact());
        }
    }

    @GetMapping
    Page<View> all(@RequestParam(defaultValue = "") String after, @RequestParam(defaultValue = "100") int limit) {
        List<View> sorted = agencies.all().stream()
                .map(View::of)
                .sorted(Comparator.comparing(View::code))
                .toList();
        return Page.after(after, sorted, limit, View::code);
    }

    @GetMapping("/{code}")
    View one(@PathVariable String code) {
        return agencies.find(AgencyCode.parse(code))
                .map(View::of)
                .orElseThrow(() -> new HubException(AgencyError.AGENCY_UNKNOWN, Map.of("code", code)));
    }
}
