package vn.lienthong.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.journal.ExportProof.Break;
import vn.lienthong.journal.ExportProof.Fault;
import vn.lienthong.journal.ExportProof.Verdict;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Journal;
import vn.lienthong.testing.SetClock;

/** {@code -Djournal.edits=10000 -Djournal.seed=…} tries more edits, or the same ones again. */
class ExportProofTest {
    private static final int DAYS = 4;
    private static final int ENTRIES_A_DAY = 25;
    private static final int EDITS = Integer.getInteger("journal.edits", 300);

    @TempDir
    private Path folder;

    private final SetClock clock = new SetClock(Instant.parse("2026-11-20T02:00:00Z"));
    private JdbcClient state;
    private ChainedJournal journal;
    private HeadKey key;
    private SignedHeads heads;
    private JournalExport export;

    @BeforeEach
    void someDays() {
        TestJournal hub = TestJournal.in(folder, clock);
        state = hub.state();
        journal = hub.journal();
        key = hub.key();
        heads = hub.heads();
        export = hub.export();
        for (int day = 0; day < DAYS; day++) {
            IntStream.range(0, ENTRIES_A_DAY).forEach(this::record);
            heads.signToday();
            heads.signToday();
            clock.advance(Duration.ofDays(1));
        }
        record(0);
    }

    @Test
    void anUntouchedExportIsWhole() throws Exception {
        Verdict verdict = verify(lines(), key.publicKey());

        assertThat(verdict)
                .isEqualTo(new Verdict(
                        DAYS * ENTRIES_A_DAY + 1,
                        DAYS,
                        ExportProof.fingerprint(key.publicKey()),
                        clock.instant(),
                        null));
    }

    @Test
    void anExportSignedWithAnotherKeyIsNotTheHubs() throws Exception {
        byte[] other = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded();

        assertThat(verify(lines(), other).broken()).isEqualTo(new Break(1, Fault.KEY_DIFFERS));
    }

    @Test
    void anEntryAlteredInTheDatabaseShowsInTheExport() throws Exception {
        state.sql("update journal_entries set details = details || '{\"more\": \"1\"}' where id = 40")
                .update();

        // one line for the key, one for the head of the first day
        assertThat(verify(lines(), key.publicKey()).broken()).isEqualTo(new Break(42, Fault.OUT_OF_CHAIN));
    }

    @Test
    void aChainMadeAnewFromAnEntryOnContradictsTheHeadThatWasSigned() throws Exception {
        List<String> lines = new ArrayList<>(lines());
        Link before = ExportLines.link(lines.get(9)).orElseThrow();
        for (int line = 10; line < lines.size(); line++) {
            Link link = ExportLines.link(lines.get(line)).orElse(null);
            if (link != null) {
                before = Link.after(before.hash(), link.id(), link.at(), entry("job/forged"), link.trace());
                lines.set(line, ExportLines.line(before));
            }
        }

        assertThat(verify(lines, key.publicKey()).broken()).isEqualTo(new Break(27, Fault.HEAD_DIFFERS));
    }

    @Test
    void everyOfManyRandomEditsIsFound() throws Exception {
        long seed = Long.getLong("journal.seed", System.nanoTime());
        System.out.println("journal: " + EDITS + " edits, seed " + seed);
        Random random = new Random(seed);
        List<String> whole = lines();
        for (int edit = 0; edit < EDITS; edit++) {
            List<String> edited = edited(whole, random);
            assertThat(verify(edited, key.publicKey()).broken())
                    .as("edit %d of seed %d", edit, seed)
                    .isNotNull();
        }
    }

    /** One edit that leaves another text behind. */
    private static List<String> edited(List<String> whole, Random random) {
        while (true) {
            List<String> lines = new ArrayList<>(whole);
            int at = random.nextInt(lines.size());
            int other = random.nextInt(lines.size());
            switch (random.nextInt(6)) {
                case 0 -> lines.set(at, altered(lines.get(at), random));
                case 1 -> lines.remove(at);
                case 2 -> lines.add(other, lines.remove(at));
                case 3 -> lines.subList(at, lines.size()).clear();
                case 4 -> lines.add(other, lines.get(at));
                default -> lines.set(at, lines.get(other));
            }
            if (!lines.equals(whole)) {
                return lines;
            }
        }
    }

    private static String altered(String line, Random random) {
        int at = random.nextInt(line.length());
        char other = (char) (' ' + random.nextInt(95));
        return switch (random.nextInt(3)) {
            case 0 -> line.substring(0, at) + other + line.substring(at + 1);
            case 1 -> line.substring(0, at) + line.substring(at + 1);
            default -> line.substring(0, at) + other + line.substring(at);
        };
    }

    @Test
    void aFileThatIsNoTextIsNoExport() throws Exception {
        Path file = Files.write(folder.resolve("export"), new byte[] {(byte) 0xC3, 0x28, '\n'});

        assertThat(ExportProof.of(file, null, HandedHeads.none()).broken()).isEqualTo(new Break(1, Fault.FOREIGN));
    }

    private List<String> lines() throws IOException {
        StringWriter out = new StringWriter();
        export.to(out);
        return out.toString().lines().toList();
    }

    private static Verdict verify(List<String> lines, byte[] key) throws IOException {
        return verify(lines, key, HandedHeads.none());
    }

    private static Verdict verify(List<String> lines, byte[] key, HandedHeads handed) throws IOException {
        return ExportProof.of(new BufferedReader(new StringReader(String.join("\n", lines))), key, handed);
    }

    private void record(int number) {
        journal.record(entry("job/" + number));
    }

    private static Journal.Entry entry(String subject) {
        return new Journal.Entry(
                        "nguyễn-an", "job.paused", subject, "done", "vì \"bảo trì\"", Map.of("b", "2", "a", "1"))
                .withAgency(new AgencyCode("H31"), new AgencyCode("G03"))
                .under("agreement/bhxh-2026")
                .about("015315000214");
    }
}
