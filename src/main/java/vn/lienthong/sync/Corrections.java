package vn.lienthong.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.mapping.Mapped;
import vn.lienthong.quarantine.Quarantine;

/** What people have corrected takes the place of its source row until that row itself changes. */
final class Corrections {
    private final SyncJob job;
    private final Quarantine quarantine;
    private final boolean any;

    Corrections(SyncJob job, Quarantine quarantine) {
        this.job = job;
        this.quarantine = quarantine;
        this.any = quarantine.corrects(job.name());
    }

    /** Of a batch's refused rows, those that stay refused, and the corrected ones mapped anew. */
    Settled settle(Flow flow, Batch source, Mapped mapped) {
        if (!any || mapped.rejected().isEmpty()) {
            return new Settled(mapped.rejected(), List.of());
        }
        List<Rejection> refused = new ArrayList<>();
        List<Batch> corrected = new ArrayList<>();
        for (Rejection rejection : mapped.rejected()) {
            Optional<Mapped> anew =
                    quarantine.correction(job.name(), source, rejection.row()).map(flow::map);
            if (anew.isPresent() && anew.get().accepted().size() == 1) {
                corrected.add(anew.get().accepted());
            } else {
                refused.add(rejection);
            }
        }
        return new Settled(refused, corrected);
    }

    /**
     * What became of a batch's refused rows.
     *
     * @param refused those that stay refused
     * @param corrected target rows of those that people have corrected, each a batch of one
     */
    record Settled(List<Rejection> refused, List<Batch> corrected) {}
}
