package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.kernel.Counts;

/** Jobs that write into a file: planned, run, killed, resumed and reconciled like those that write into a database. */
class IntoFilesTest {
    private static final String WRITING = "write: upsert, deletes: delete";

    @TempDir
    Path folder;

    private final Ground ground = new Ground();

    @ParameterizedTest
    @ValueSource(strings = {"pupils.csv", "pupils.xlsx"})
    void aDryRunPlansWhatTheRunThenDoes(String file) throws IOException {
        SyncJob job = job(file, WRITING);
        ground.pupils(1, 100, 50);
        assertThat(ground.run(job).counts()).isEqualTo(new Counts(100, 98, 0, 2, 0, 0, 0));
        assertThat(ground.run(job).counts()).isEqualTo(new Counts(100, 0, 98, 2, 0, 0, 0));
        ground.source.update("update pupils set name = '=Khác' where id = 7");
        ground.source.update("delete from pupils where id = 8");
        ground.source.update("insert into pupils (id, name, grade) values (101, 'Mới', 3)");
        Map<String, FileTime> before = files();

        DryRun plan = new Comparisons(ground.tools()).dryRun(job);

        assertThat(plan.insertKeys()).containsExactly(List.of("101"));
        assertThat(plan.updateKeys()).containsExactly(List.of("7"));
        assertThat(plan.deleteKeys()).containsExactly(List.of("8"));
        assertThat(plan.unchanged()).isEqualTo(96);
        assertThat(plan.targetRows()).isEqualTo(99);
        assertThat(files()).isEqualTo(before);
        assertThat(ground.run(job).counts()).isEqualTo(new Counts(100, 2, 96, 2, 0, 0, 1));
        assertThat(ground.reconcile(job).clean()).isTrue();
    }

    @Test
    void reconcilingFindsLostDuplicatedStaleAndExtraRowsInTheFile() throws IOException {
        SyncJob job = job("pupils.csv", WRITING);
        ground.pupils(1, 20, Ground.NO_POISON);
        ground.run(job);
        Path file = folder.resolve("pupils.csv");
        List<String> lines = Files.readAllLines(file);
        List<String> faulty = lines.stream()
                .filter(line -> !line.startsWith("11,"))
                .map(line -> line.startsWith("12,") ? line.replace("Nguyễn", "Trần") : line)
                .toList();
        Files.writeString(file, String.join("\r\n", faulty) + "\r\n" + lines.get(5) + "\r\n999,Thừa,1,\r\n");

        Reconciliation found = ground.reconcile(job);

        assertThat(found.lost().keys()).containsExactly(List.of("11"));
        assertThat(found.stale().keys()).containsExactly(List.of("12"));
        assertThat(found.duplicated().keys()).containsExactly(List.of("5"));
        assertThat(found.extra().keys()).containsExactly(List.of("999"));
        ground.run(job);
        assertThat(ground.reconcile(job).clean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pupils.csv | write: upsert, deletes: delete | written",
                "pupils.csv | write: upsert, deletes: delete | committed",
                "pupils.csv | write: upsert, deletes: delete | deleted",
                "pupils.csv | write: upsert, deletes: delete | finished",
                "pupils.csv | write: append | committed",
                "pupils.csv | write: append | finished",
                "pupils.csv | write: replace | committed",
                "pupils.xlsx | write: upsert, deletes: delete | committed",
                "pupils.xlsx | write: replace | written"
            })
    void aKilledRunGoesOnAndEndsAsIfItHadNotBeen(String file, String writing, String where) {
        SyncJob job = job(file, writing);
        boolean append = writing.contains("append");
        ground.pupils(1, append ? 300 : 310, Ground.NO_POISON);
        if (!append) {
            ground.run(job);
            ground.source.update("delete from pupils where id > 300");
            ground.source.update("update pupils set name = 'Khác' where id % 3 = 0");
        }
        long run = ground.plan(job);

        assertThatThrownBy(() -> ground.attempt(job, run, Failpoints.of(where, () -> {
                    throw new Killed();
                })))
                .isInstanceOf(Killed.class);
        ground.expireLeases();
        Run ended = ground.attempt(job, run, Failpoints.none());

        assertThat(ended.state()).isEqualTo(RunState.DONE);
        assertThat(ended.counts().read()).isEqualTo(300);
        assertThat(ended.counts().addUp()).isTrue();
        if (writing.contains("delete")) {
            assertThat(ended.counts().deleted()).isEqualTo(10);
            assertThat(ended.counts().written()).isEqualTo(100);
        }
        Reconciliation found = ground.reconcile(job);
        assertThat(found.clean()).isTrue();
        assertThat(found.targetRows()).isEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"write: upsert, deletes: delete", "write: replace"})
    void theGuardHoldsForFilesToo(String writing) {
        SyncJob job = job("pupils.csv", writing, "guard: { stop_if_deletes_above: 10% }");
        ground.pupils(1, 100, Ground.NO_POISON);
        ground.run(job);
        ground.source.update("delete from pupils where id > 50");

        assertThat(ground.run(job).state()).isEqualTo(RunState.WAITING);
        assertThat(ground.reconcile(job).extra().count()).isEqualTo(50);
    }

    private SyncJob job(String file, String writing) {
        return job(file, writing, "");
    }

    private SyncJob job(String file, String writing, String further) {
        ground.reach.file("hand-over", folder.resolve(file), List.of("Mã", "Họ tên", "Lớp", "Ngày sinh"));
        String key = writing.contains("append") ? "" : ", key: [Mã]";
        return ground.job("""
                sync: pupils
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: here/pupils, read: snapshot }
                to: { dataset: hand-over/pupils, %s%s }
                map:
                  Mã: id
                  Họ tên: name
                  Lớp: grade
                  Ngày sinh: born
                check:
                  Lớp: [length(1, 2), 'pattern("1?[0-9]")']
                batch: 100
                %s
                """.formatted(writing, key, further));
    }

    private Map<String, FileTime> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.collect(Collectors.toMap(file -> file.getFileName().toString(), IntoFilesTest::modified));
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    /** Leaves everything as a killed process does. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }
}
