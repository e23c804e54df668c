package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.document.Variables;
import vn.lienthong.kernel.JobName;

class JobFilesTest {
    private static final String MAP = "map: { pupil_id: id, source: { value: here } }";

    @TempDir
    Path folder;

    private JobFiles files;

    @BeforeEach
    void open() {
        files = new JobFiles(folder, new DocumentKinds(), Variables.of(Map.of()));
    }

    @Test
    void aFileThatBecomesWrongKeepsItsLastGoodVersionAndIsReportedWithItsLine() throws IOException {
        write("a", job("a", "key: [pupil_id]", MAP));
        files.refresh();
        write("a", job("a", "key: [pupil_id]", MAP + "\nshedule: \"0 0 1 * * *\""));

        assertThat(files.refresh()).isTrue();

        assertThat(files.find(new JobName("a"))).isNotNull();
        assertThat(files.problems()).hasSize(1);
        assertThat(files.problems().get(0).line()).isEqualTo(7);
        assertThat(files.problems().get(0).what().en()).contains("shedule");
    }

    @Test
    void aSharedMappingServesSeveralJobs() throws IOException {
        Files.writeString(folder.resolve("pupils.mapping.yaml"), "mapping: pupils\n" + MAP + "\n");
        write("a", job("a", "key: [pupil_id]", "mapping: pupils"));
        write("b", job("b", "key: [pupil_id]", "mapping: pupils"));

        files.refresh();

        assertThat(files.problems()).isEmpty();
        assertThat(files.jobs()).hasSize(2);
    }

    @Test
    void aFileThatIsGoneTakesItsJobAway() throws IOException {
        write("a", job("a", "key: [pupil_id]", MAP));
        files.refresh();
        Files.delete(folder.resolve("a.sync.yaml"));

        files.refresh();

        assertThat(files.jobs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key: [school]                                        | map: { pupil_id: id }                       | school",
                "key: [pupil_id], scope: { source: there }            | map: { pupil_id: id, source: { value: x } } | there",
                "write: upsert                                        | map: { pupil_id: id }                       | key",
                "'key: [pupil_id], write: append, deletes: delete'    | map: { pupil_id: id }                       | snapshot",
                "key: [pupil_id]                                      | mapping: nowhere                            | nowhere",
            })
    void whatCannotWorkIsRefusedWithTheReason(String to, String rules, String named) throws IOException {
        write("a", job("a", to, rules));

        files.refresh();

        assertThat(files.jobs()).isEmpty();
        Problem problem = files.problems().get(0);
        assertThat(problem.what().en() + problem.remedy().en()).contains(named);
        assertThat(problem.remedy().vi()).isNotBlank();
    }

    @Test
    void aScheduleIsReadInItsZone() throws IOException {
        write("a", job("a", "key: [pupil_id]", MAP + "\nschedule: \"0 30 1 * * *\""));
        files.refresh();

        Timing timing = files.find(new JobName("a")).timing();

        assertThat(timing.next(Instant.parse("2026-11-23T00:00:00Z"))).isEqualTo(Instant.parse("2026-11-23T18:30:00Z"));
    }

    @Test
    void aPromiseIsReadInTheZoneOfTheSchedule() throws IOException {
        write("a", job("a", "key: [pupil_id]", MAP + "\nschedule: \"0 30 1 * * *\"\npromise: { by: \"06:00\" }"));
        write("b", job("b", "key: [pupil_id], scope: { source: here }", MAP + "\nevery: 5m\npromise: { within: 15m }"));

        files.refresh();

        assertThat(files.problems()).isEmpty();
        assertThat(files.find(new JobName("a")).promise().words().en()).isEqualTo("by 06:00 on working days");
        assertThat(files.find(new JobName("a")).promise().written()).isEqualTo("by 06:00 on working days");
        assertThat(files.find(new JobName("b")).promise().words().vi()).isEqualTo("không cũ hơn 15 phút");
        assertThat(files.find(new JobName("b")).promise().written()).isEqualTo("within 15m");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "schedule: \"0 30 1 * * *\"       | promise: { by: \"06:00\", within: 15m }               | either by an hour or within",
                "schedule: \"0 30 1 * * *\"       | promise: { days: all }                                | either by an hour or within",
                "every: 5m                          | promise: { within: 15m, days: all }                   | belong to a promise by an hour",
                "schedule: \"0 0 22 * * *\"       | promise: { by: \"06:00\" }                          | on a Monday the schedule 0 0 22 * * *",
                "schedule: \"0 30 1 * * MON-FRI\" | promise: { by: \"06:00\", days: all }               | on a Sunday",
                "schedule: \"0 30 6 * * *\"       | promise: { by: \"06:00\", since: \"00:00\" }      | between 00:00 and 06:00",
                "every: 1h                          | promise: { within: 15m }                              | leaves up to 1 hour",
                "schedule: \"0 0/15 7-18 * * *\"  | promise: { within: 20m }                              | within 20 minutes",
                "every: 5m                          | promise: { by: \"25:00\" }                          | by",
                "every: 5m                          | promise: { withn: 15m }                               | within",
            })
    void aPromiseThatCannotBeKeptIsRefusedWithItsLine(String timing, String promise, String said) throws IOException {
        write("a", job("a", "key: [pupil_id]", MAP + "\n" + timing + "\n" + promise));

        files.refresh();

        assertThat(files.jobs()).isEmpty();
        assertThat(files.problems()).hasSize(1);
        Problem problem = files.problems().get(0);
        assertThat(problem.line()).isEqualTo(8);
        assertThat(problem.what().en()).contains(said);
        assertThat(problem.what().vi()).isNotBlank();
        assertThat(problem.remedy().vi()).isNotBlank();
        assertThat(problem.remedy().en()).isNotBlank();
    }

    @Test
    void theEveningBeforeIsPromisedWithSince() throws IOException {
        write(
                "a",
                job(
                        "a",
                        "key: [pupil_id]",
                        MAP + "\nschedule: \"0 0 22 * * *\"\npromise: { by: \"06:00\", since: \"21:00\" }"));

        files.refresh();

        assertThat(files.problems()).isEmpty();
    }

    @Test
    void jobsThatCouldDeleteEachOthersRowsAreRefusedUnlessTheirScopesAreApart() throws IOException {
        write("a", job("a", "key: [pupil_id], deletes: delete, scope: { source: here }", MAP));
        write("b", job("b", "key: [pupil_id]", MAP));
        write("c", job("c", "key: [pupil_id], scope: { source: c }", "map: { pupil_id: id, source: { value: c } }"));
        files.refresh();
        SyncJob deleting = files.find(new JobName("a"));

        List<Problem> unbounded = JobChecks.overlaps(files.find(new JobName("b")), List.of(deleting));
        List<Problem> apart = JobChecks.overlaps(files.find(new JobName("c")), List.of(deleting));

        assertThat(unbounded).hasSize(1);
        assertThat(unbounded.get(0).what().en()).contains("a").contains("there/pupils");
        assertThat(apart).isEmpty();
    }

    private void write(String name, String yaml) throws IOException {
        Files.writeString(folder.resolve(name + ".sync.yaml"), yaml);
    }

    private static String job(String name, String to, String rules) {
        return """
                sync: %s
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: here/pupils }
                to: { dataset: there/pupils, %s }
                %s
                """.formatted(name, to, rules);
    }
}
