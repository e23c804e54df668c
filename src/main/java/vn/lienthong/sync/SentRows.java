package vn.lienthong.sync;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Delivery;
import vn.lienthong.connector.Outbox;
import vn.lienthong.connector.Outboxes;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.Writes;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;

/** How the rows of jobs stand whose targets take them one by one; and what such a target takes. No system is asked. */
@Component
class SentRows {
    private final Connectors connectors;
    private final Outboxes outboxes;

    SentRows(Connectors connectors, Outboxes outboxes) {
        this.connectors = connectors;
        this.outboxes = outboxes;
    }

    /**
     * How a job's rows stand that are sent one by one.
     *
     * @param atLeastOnce whether one whose answer was lost may stand at the partner twice, because he cannot tell
     * @param unknown rows that may have arrived or not
     * @param repeated how often one was sent again though he may have had it and cannot tell, since the job began
     */
    record Sent(boolean atLeastOnce, long unknown, long repeated) {}

    /** How they stand; null where the target takes them together, or is not known. */
    @Nullable
    Sent of(SyncJob job) {
        Delivery delivery = delivery(job).orElse(Delivery.TOGETHER);
        if (delivery == Delivery.TOGETHER) {
            return null;
        }
        Outbox.Standing standing = outboxes.of(job.name()).standing();
        return new Sent(delivery == Delivery.AT_LEAST_ONCE, standing.unknown(), standing.repeated());
    }

    private Optional<Delivery> delivery(SyncJob job) {
        ConnectorName name = job.to().dataset().connector();
        if (connectors.find(name).isEmpty()) {
            return Optional.empty();
        }
        try (Session target = connectors.described(name)) {
            return target instanceof Writes writes
                    ? Optional.of(writes.delivery(from(job.to().dataset(), connectors)))
                    : Optional.empty();
        } catch (HubException wrong) {
            return Optional.empty(); // what is wrong with the target, the job's hindrances say
        }
    }

    /** Why a job cannot write into its target as it says, as far as the target's connector tells. */
    static List<Problem> problems(SyncJob job, Connectors connectors) {
        ConnectorName name = job.to().dataset().connector();
        if (connectors.find(name).isEmpty()) {
            return List.of();
        }
        try (Session target = connectors.described(name)) {
            if (target instanceof Writes writes) {
                writes.permit(
                        from(job.to().dataset(), connectors),
                        job.to().write(),
                        job.to().deletes(),
                        job.to().key());
            }
            return List.of();
        } catch (HubException wrong) {
            ErrorKind kind = wrong.code().kind();
            return kind == ErrorKind.CONFIGURATION || kind == ErrorKind.NOT_FOUND
                    ? List.of(JobChecks.problem(job, "to:", wrong))
                    : List.of();
        }
    }

    private static String from(DatasetName dataset, Connectors connectors) {
        return connectors
                .find(dataset.connector())
                .map(connector -> connector.datasets().get(dataset.dataset()))
                .map(Connector.Pinned::from)
                .orElse(dataset.dataset());
    }
}
