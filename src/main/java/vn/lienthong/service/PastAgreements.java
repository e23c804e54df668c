package vn.lienthong.service;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.document.Document;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Owners;
import vn.lienthong.kernel.Text;

/** What was agreed in the hub, version by version. A name may come again for others: each version is for those whom it concerned. */
@Component
class PastAgreements {
    private final KnownServices known;
    private final KeptAgreements kept;
    private final Callers callers;

    PastAgreements(KnownServices known, KeptAgreements kept, Callers callers) {
        this.known = known;
        this.kept = kept;
        this.callers = callers;
    }

    /**
     * One approved version; kept so that people can read what was agreed, also once it counts no more.
     *
     * @param provider the providing agency, null where its service is gone
     */
    record Past(
            KeptAgreements.Version version,
            String service,
            AgencyCode consumer,
            Text purpose,
            String from,
            String until,
            @Nullable AgencyCode provider) {
        Owners owners() {
            return new Owners(provider, Set.of(consumer));
        }
    }

    private Past past(KeptAgreements.Version version) {
        DocumentParts parts = new DocumentParts(Document.parse("hub/agreement.yaml", version.yaml()));
        ServiceId id = ServiceId.parse(parts.text("/service"));
        return new Past(
                version,
                id.toString(),
                AgencyCode.parse(parts.text("/consumer")),
                parts.both("/purpose"),
                parts.text("/from"),
                parts.text("/until"),
                known.find(id).map(DataService::agency).orElse(null));
    }

    /** Agreements that were ended, as far as the caller may look at them, the newest first. */
    List<Past> ended() {
        return seen(kept.ended());
    }

    /** An agreement as it is and as it was, as far as the caller may look at it, the newest first; nothing of one that files hold. */
    List<Past> versions(String name) {
        return seen(kept.versions(name));
    }

    private List<Past> seen(List<KeptAgreements.Version> versions) {
        return versions.stream()
                .map(this::past)
                .filter(one -> callers.current().sees(one.owners()))
                .toList();
    }

    /** The last version of an agreement, whoever asks. */
    Optional<Past> newest(String name) {
        return kept.versions(name).stream().findFirst().map(this::past);
    }
}
