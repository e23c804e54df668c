package vn.lienthong.sync;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Outbox;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.Writes;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Secret;
import vn.lienthong.kernel.Sightings;
import vn.lienthong.kernel.Text;

/** Rows that jobs send to partners one by one, as the outbox has them. Its marks hold the place a row goes to, so each job is asked. */
@Component
class SentSightings implements Sightings {
    private static final Map<Outbox.State, Text> STATES = Map.of(
            Outbox.State.NEW, new Text("chưa gửi", "has not left yet"),
            Outbox.State.SENT, new Text("đã gửi hoặc sắp gửi, chưa có trả lời", "has left or is about to, unanswered"),
            Outbox.State.UNKNOWN,
                    new Text("đã gửi và không có trả lời, có thể đã tới", "has left unanswered, and may have arrived"),
            Outbox.State.DONE, new Text("đã tới nơi", "has arrived"),
            Outbox.State.REFUSED, new Text("bị đối tác từ chối", "was refused by the partner"));

    private static final Map<Outbox.State, String> SHAPES = Map.of(
            Outbox.State.NEW, "wait",
            Outbox.State.SENT, "wait",
            Outbox.State.UNKNOWN, "unk",
            Outbox.State.DONE, "ok",
            Outbox.State.REFUSED, "fail");

    private final SyncJobs jobs;
    private final Connectors connectors;

    SentSightings(SyncJobs jobs, Connectors connectors) {
        this.jobs = jobs;
        this.connectors = connectors;
    }

    @Override
    public List<Sighting> of(Secret key, String where, Caller caller, int most) {
        String plain = Normalizer.normalize(key.reveal(), Normalizer.Form.NFC);
        return jobs.all().stream()
                .filter(job -> where.isEmpty() || where.equals("sync." + job.name()))
                .filter(job -> job.to().key().size() == 1 && caller.may(Act.SEE_HELD_ROWS, job.agency()))
                .flatMap(job -> remembered(job, plain).map(entry -> sighting(job, entry)).stream())
                .sorted(Comparator.comparing(Sighting::at).reversed())
                .limit(most)
                .toList();
    }

    private Optional<Outbox.Entry> remembered(SyncJob job, String key) {
        DatasetName to = job.to().dataset();
        Optional<Connector> connector = connectors.find(to.connector());
        if (connector.isEmpty()) {
            return Optional.empty();
        }
        Connector.Pinned pinned = connector.get().datasets().get(to.dataset());
        String from = pinned == null ? to.dataset() : pinned.from();
        try (Session target = connectors.described(to.connector())) {
            return target instanceof Writes writes
                    ? writes.remembered(from, job.name(), List.of(key))
                    : Optional.empty();
        } catch (HubException wrong) {
            return Optional.empty(); // what is wrong with the target, the job's hindrances say
        }
    }

    private static Sighting sighting(SyncJob job, Outbox.Entry entry) {
        Text state = STATES.get(entry.state());
        boolean another = entry.arrived() != null && !entry.arrived().equals(entry.content());
        return new Sighting(
                entry.at(),
                SHAPES.get(entry.state()),
                "sync." + job.name(),
                new Text(
                        "Dòng gửi từng dòng tới " + job.to().dataset() + " " + state.vi()
                                + (another ? "; bản trước đó đã tới." : "."),
                        "A row sent one by one to " + job.to().dataset() + " " + state.en()
                                + (another ? "; an earlier version is there." : ".")),
                "/jobs/" + job.name(),
                job.agency());
    }
}
