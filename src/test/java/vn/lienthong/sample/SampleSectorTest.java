package vn.lienthong.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.util.FileSystemUtils;
import vn.lienthong.store.HubFolders;

class SampleSectorTest {
    private static final SampleSettings SETTINGS = new SampleSettings(true, 3_500, 50, Duration.ZERO);
    private static Path folder;
    private static SampleSector sector;

    @BeforeAll
    static void start() throws IOException {
        folder = Files.createTempDirectory("lienthong-sample");
        sector = SampleSector.begin(folders(), SETTINGS, Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        sector.close();
        FileSystemUtils.deleteRecursively(folder.toFile());
    }

    @Test
    void everySystemHoldsWhatTheSectorHas() throws SQLException, IOException {
        assertThat(Databases.number(admin("smas"), "select count(*) from hoc_sinh"))
                .isGreaterThanOrEqualTo(2_000);
        assertThat(Databases.number(admin("csdl"), "select count(*) from pupils"))
                .isZero();
        assertThat(sector.servers().hcmc().system().students()).isGreaterThanOrEqualTo(1_200);
        try (Stream<Row> rows = workbook()) {
            List<Row> all = rows.toList();
            assertThat(all).hasSize((int) sector.size().laoCai() + LaoCaiFolder.HEADER_ROW);
            assertThat(all.get(LaoCaiFolder.HEADER_ROW - 1).getCellText(1)).isEqualTo("Mã học\nsinh");
            assertThat(all.get(LaoCaiFolder.HEADER_ROW).getCellText(1)).isEqualTo("LC-0000001");
        }
    }

    @Test
    void faultyRowsAreInTheDatabaseAsTyped() throws SQLException {
        long impossible = sector.faults()
                .among(sector.size().hanoi())
                .filter(planted -> planted.fault() == Fault.BIRTH_DATE_IMPOSSIBLE)
                .count();
        assertThat(Databases.number(admin("smas"), "select count(*) from hoc_sinh where ngay_sinh like '31/02/%'"))
                .isEqualTo(impossible)
                .isPositive();
    }

    @Test
    void theReaderMayReadAndNothingElse() throws SQLException {
        try (Connection reader =
                as("smas", SampleServers.READER, sector.servers().hanoiPassword())) {
            assertThat(Databases.number(reader, "select count(*) from hoc_sinh"))
                    .isPositive();
            assertThatThrownBy(() -> reader.createStatement().execute("delete from hoc_sinh"))
                    .hasMessageContaining("permission denied");
        }
        assertThatThrownBy(
                        () -> as("csdl", SampleServers.READER, sector.servers().hanoiPassword()))
                .hasMessageContaining("permission denied");
    }

    @Test
    void aMinuteOfLifeChangesRows() throws SQLException {
        Instant now = Instant.parse("2026-11-23T03:05:00Z");
        sector.live(now);
        assertThat(Databases.number(
                        admin("smas"), "select count(*) from hoc_sinh where updated_at = '2026-11-23T03:05:00Z'"))
                .isBetween(15L, 30L);
    }

    @Test
    void whoMovesHasARecordInOrder() throws SQLException {
        SmallSector hanoi = SmallSector.of(Locality.HANOI, SmallSector.SEED, sector.faults());
        Set<String> faulty = sector.faults()
                .among(sector.size().hanoi())
                .map(planted -> hanoi.pupil(planted.index()).id())
                .collect(Collectors.toSet());
        HanoiSystem system = new HanoiSystem(sector.servers().postgres().database(HanoiSystem.DATABASE), hanoi);
        for (int seed = 0; seed < 200; seed++) {
            assertThat(system.moveOne(seed, Instant.now())).isNotIn(faulty);
        }
    }

    @Test
    void variablesTellTheRealPorts() {
        assertThat(sector.variables().get("LIENTHONG_VAR_SMAS_PORT"))
                .isEqualTo(String.valueOf(sector.servers().postgres().port()));
        assertThat(sector.variables().get("LIENTHONG_VAR_HCM_TYPE")).isIn("mariadb", "postgresql");
    }

    private static Stream<Row> workbook() throws IOException {
        Path drop = folder.resolve("home").resolve(SampleSector.DROP_FOLDER);
        try (Stream<Path> files = Files.list(drop)) {
            Path first = files.filter(file -> file.toString().endsWith(".xlsx"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            InputStream in = Files.newInputStream(first);
            ReadableWorkbook workbook = new ReadableWorkbook(in);
            return workbook.getFirstSheet().openStream().onClose(() -> {
                try {
                    workbook.close();
                } catch (IOException failed) {
                    throw new java.io.UncheckedIOException(failed);
                }
            });
        }
    }

    private static Connection admin(String database) throws SQLException {
        return sector.servers().postgres().database(database).getConnection();
    }

    private static Connection as(String database, String user, String password) throws SQLException {
        PGSimpleDataSource source = sector.servers().postgres().database(database);
        source.setUser(user);
        source.setPassword(password);
        return source.getConnection();
    }

    private static HubFolders folders() {
        return new HubFolders(folder.resolve("home"), folder.resolve("data"));
    }
}
