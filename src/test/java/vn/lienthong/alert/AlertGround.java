package vn.lienthong.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.calendar.Calendars;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Variables;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.Troubles;
import vn.lienthong.testing.SetClock;
import vn.lienthong.testing.TestPostgres;
import vn.lienthong.vault.Vault;
import vn.lienthong.vault.VaultFiles;

/** A hub's state in a real database, its rules in a file, and things that do well or not as a test says. */
final class AlertGround {
    /** A Friday morning in Vietnam. */
    static final Instant MORNING = Instant.parse("2026-11-27T02:00:00Z");

    final SetClock clock = new SetClock(MORNING);
    final JdbcClient state;
    final AlertLedger ledger;
    final Outbox outbox;
    final AlertFile file;
    final List<Troubles.Trouble> troubles = new ArrayList<>();
    final Set<String> undecided = new HashSet<>();

    private final Path folder;
    private final TransactionTemplate transaction;
    private final Telling telling;
    private int version;

    AlertGround(Path folder) {
        this.folder = folder;
        PGSimpleDataSource database = TestPostgres.database(TestPostgres.newState());
        // one connection source for both, so that the transaction holds for the ledger
        this.state = JdbcClient.create(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        this.ledger = new AlertLedger(state, new ObjectMapper());
        this.outbox = new Outbox(state, clock);
        DocumentKinds kinds = new DocumentKinds();
        this.file = new AlertFile(folder, kinds, Variables.of(Map.of()));
        this.telling = new Telling(
                file,
                ledger,
                outbox,
                new Calendars(folder.resolve("calendar.yaml"), kinds),
                agency -> agency.value().equals("H26") ? List.of(agency, new AgencyCode("G03")) : List.of(agency));
    }

    AlertRound node(String name) {
        Troubles room = () -> new Troubles.Seen(List.copyOf(troubles), Set.copyOf(undecided));
        return new AlertRound(name, List.of(room), ledger, () -> file.now().settling(), telling, transaction, clock);
    }

    /** Where the channels' secrets are sealed. */
    Vault vault() {
        return Vault.open(
                state,
                folder,
                new VaultFiles(null, null),
                entry -> {},
                TransactionOperations.withoutTransaction(),
                clock);
    }

    void rules(String yaml) throws IOException {
        Path path = folder.resolve(AlertFile.NAME);
        Files.writeString(path, yaml);
        Files.setLastModifiedTime(path, FileTime.fromMillis(++version * 1_000L));
        if (!file.problems().isEmpty()) {
            throw new IllegalArgumentException(file.problems().toString());
        }
    }

    static Troubles.Trouble job(String name, Health.State state, Troubles.@Nullable Subject cause) {
        return new Troubles.Trouble(
                subject("job/" + name, "H26"),
                new Health(state, "failed", new Text(name + " lỗi", name + " failed")),
                cause);
    }

    static Troubles.Subject subject(String name, String agency) {
        return new Troubles.Subject(
                name, new Text("Tên " + name, "Title of " + name), new AgencyCode(agency), "/" + name);
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    List<String> said() {
        return state.sql("select channel || ' ' || kind || ' ' || state from alert_messages order by id")
                .query(String.class)
                .list();
    }
}
