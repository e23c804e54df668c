package vn.lienthong.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.journal.ExportProof.Break;
import vn.lienthong.journal.ExportProof.Fault;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.testing.SetClock;

/** What stands in the second place finds a journal that was cut or written anew, whoever holds the hub's key and database. */
class SecondPlaceTest {
    @TempDir
    private Path folder;

    private final SetClock clock = new SetClock(Instant.parse("2026-11-20T02:00:00Z"));
    private TestJournal hub;
    private JdbcClient state;
    private Path mount;
    private SecondPlace place;

    @BeforeEach
    void twoDays() throws IOException {
        hub = TestJournal.in(folder, clock);
        state = hub.state();
        mount = Files.createDirectory(folder.resolve("mount"));
        place = new SecondPlace(new JournalSettings(mount.toString()), hub.heads(), hub.key(), hub.links());
        day();
        day();
        place.handOver();
    }

    @Test
    void everyHeadIsHandedOverOnceAndForTheOwnerOnly() throws IOException {
        place.handOver();
        Path file = place.file().orElseThrow();

        assertThat(place.trouble()).isEmpty();
        assertThat(Files.readAllLines(file)).hasSize(3);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        String before = Files.readString(file);
        day();
        place.handOver();
        assertThat(Files.readString(file)).startsWith(before);
        assertThat(HandedHeads.read(file).last()).isEqualTo(15);
    }

    @Test
    void aPlaceThatIsNotThereIsToldAndServedOnceItIs() throws IOException {
        Path elsewhere = folder.resolve("not-mounted");
        SecondPlace unmounted =
                new SecondPlace(new JournalSettings(elsewhere.toString()), hub.heads(), hub.key(), hub.links());
        unmounted.handOver();

        assertThat(trouble(unmounted)).isEqualTo(JournalError.HAND_OVER_FAILED);
        assertThat(elsewhere).doesNotExist();

        Files.createDirectory(elsewhere);
        unmounted.handOver();
        assertThat(unmounted.trouble()).isEmpty();
        assertThat(HandedHeads.read(unmounted.file().orElseThrow()).last()).isEqualTo(10);
    }

    @Test
    void withoutASecondPlaceNothingIsMissed() {
        SecondPlace none = new SecondPlace(new JournalSettings(""), hub.heads(), hub.key(), hub.links());
        none.handOver();

        assertThat(none.trouble()).isEmpty();
        assertThat(none.file()).isEmpty();
    }

    @Test
    void aJournalCutAfterTheHandOverIsFoundThoughItsExportIsWhole() throws IOException {
        state.sql("delete from journal_entries where id > 7").update();
        state.sql("delete from journal_heads where id > 7").update();

        assertThat(proof(HandedHeads.none())).isNull();
        assertThat(proof(handed()).fault()).isEqualTo(Fault.BEHIND);
        place.handOver();
        assertThat(trouble(place)).isEqualTo(JournalError.HEADS_CONTRADICT);
    }

    @Test
    void aJournalWrittenAnewWithTheHubsOwnKeyIsFound() throws IOException {
        rewrite(8);

        assertThat(proof(HandedHeads.none())).isNull();
        assertThat(proof(handed())).isEqualTo(new Break(12, Fault.REWRITTEN)); // a key, nine entries, a head before it
        place.handOver();
        assertThat(trouble(place)).isEqualTo(JournalError.HEADS_CONTRADICT);
    }

    @Test
    void whatWasHandedOverStaysThoughTheJournalIsAnother() throws IOException {
        String before = Files.readString(place.file().orElseThrow());
        rewrite(8);
        clock.advance(Duration.ofDays(1));
        hub.heads().signToday();
        place.handOver();

        assertThat(Files.readString(place.file().orElseThrow())).isEqualTo(before);
    }

    @Test
    void aFileThatTheHubDidNotSignIsRefused() throws IOException {
        Path file = place.file().orElseThrow();
        Files.writeString(file, Files.readString(file).replace("\"head\":10", "\"head\":11"));

        assertThatThrownBy(() -> HandedHeads.read(file))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("line 3");
        place.handOver();
        assertThat(trouble(place)).isEqualTo(JournalError.HEADS_FOREIGN);
    }

    /** Whoever holds all that the hub holds writes another past, and signs it. */
    private void rewrite(long from) {
        List<Link> links = hub.all();
        state.sql("delete from journal_entries where id >= ?").param(from).update();
        state.sql("delete from journal_heads").update();
        links.stream().filter(link -> link.id() >= from).forEach(link -> hub.record("job/forged-" + link.id()));
        Head forged = hub.key().sign(Head.Kind.HEAD, 5, links.get(4).hash());
        state.sql("insert into journal_heads (id, hash, signed_at, signature) values (5, ?, now(), ?)")
                .params(forged.hash(), forged.signature())
                .update();
        state.sql("update journal_heads set signed_at = ?")
                .param(forged.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    private void day() {
        IntStream.range(0, 5).forEach(number -> hub.record("job/" + number));
        hub.heads().signToday();
        clock.advance(Duration.ofDays(1));
    }

    private HandedHeads handed() throws IOException {
        return HandedHeads.read(place.file().orElseThrow());
    }

    private @Nullable Break proof(HandedHeads handed) throws IOException {
        StringWriter out = new StringWriter();
        hub.export().to(out);
        return ExportProof.of(
                        new BufferedReader(new StringReader(out.toString())),
                        hub.key().publicKey(),
                        handed)
                .broken();
    }

    private static ErrorCode trouble(SecondPlace place) {
        return place.trouble().orElseThrow().code();
    }
}
