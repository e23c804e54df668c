package vn.lienthong.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.store.HubFolders;
import vn.lienthong.store.OwnerOnly;

/**
 * The small sector as running systems: two school systems on database servers, a folder of workbooks, an SFTP server, the ministry's
 * database, and two agencies that answer over SOAP and REST.
 */
public final class SampleSector implements AutoCloseable {
    /** Where workbooks are dropped, below the hub's home. */
    public static final String DROP_ROOT = "sample-drop";

    /** Where Lào Cai's workbooks are dropped, below the hub's home. */
    static final String DROP_FOLDER = SampleSector.DROP_ROOT + "/lao-cai";

    private static final Logger LOG = LoggerFactory.getLogger(SampleSector.class);
    private static final DateTimeFormatter FILE_TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmm");
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private static final int MOST_NEW = 40;
    private static final int LATE = 20;

    private final SampleServers servers;
    private final LaoCaiFolder laoCai;
    private final SampleSize size;
    private final long laoCaiPupils;
    private final PlantedFaults faults;
    private final Clock clock;

    private SampleSector(HubFolders folders, SampleSettings settings, Clock clock) {
        this.clock = clock;
        this.size = settings.size();
        this.faults = settings.faultyEvery() == 0 ? PlantedFaults.none() : PlantedFaults.every(settings.faultyEvery());
        Path folder = folders.data().toAbsolutePath().normalize().resolve("sample");
        Path drop = folders.home().toAbsolutePath().normalize().resolve(DROP_FOLDER);
        this.servers = new SampleServers(folder, folder.resolveSibling("binaries"), size, faults, clock);
        this.laoCai = new LaoCaiFolder(drop, SmallSector.of(Locality.LAO_CAI, SmallSector.SEED, faults));
        this.laoCaiPupils = kept(folder.resolve("lao-cai-pupils"), size.laoCai());
        dropFirstWorkbook(folder, clock.instant());
    }

    /** With how many pupils the sample was made; a later start without a size goes on with it. */
    private static long kept(Path file, long asked) {
        try {
            if (Files.exists(file)) {
                return Long.parseLong(Files.readString(file).strip());
            }
            OwnerOnly.write(file, asked + System.lineSeparator());
            return asked;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Begins to start the sample; returns at once. Nothing else need be running. */
    public static SampleSector begin(HubFolders folders, SampleSettings settings, Clock clock) {
        try {
            OwnerOnly.createFolder(folders.data());
            OwnerOnly.createFolder(folders.data().resolve("sample"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new SampleSector(folders, settings, clock);
    }

    /** Where its systems are, for the files in {@code connectors/}. Waits until every server runs and is filled. */
    public Map<String, String> variables() {
        String postgres = String.valueOf(servers.postgres().port());
        SampleServers.School hcmc = servers.hcmc();
        SamplePartners partners = servers.partners();
        String registry = String.valueOf(partners.registry().port());
        String insurer = String.valueOf(partners.insurer().port());
        String drop = String.valueOf(partners.drop().port());
        LOG.info(
                "sample=ready hanoi=postgresql:{} ministry=postgresql:{} hcmc={}:{} teachers=sftp:{} laocai=excel registry=soap:{}"
                        + " insurer=rest:{}",
                postgres,
                postgres,
                hcmc.type(),
                hcmc.port(),
                drop,
                registry,
                insurer);
        return Map.of(
                "LIENTHONG_VAR_SMAS_PORT",
                postgres,
                "LIENTHONG_VAR_CSDL_PORT",
                postgres,
                "LIENTHONG_VAR_HCM_PORT",
                String.valueOf(hcmc.port()),
                "LIENTHONG_VAR_HCM_TYPE",
                hcmc.type(),
                "LIENTHONG_VAR_HCM_USER",
                hcmc.type().equals("mariadb") ? SampleServers.READER : SampleServers.READER + "_hcm",
                "LIENTHONG_VAR_HCM_SFTP_PORT",
                drop,
                "LIENTHONG_VAR_HCM_SFTP_HOST_KEY",
                partners.drop().fingerprint(),
                "LIENTHONG_VAR_DAN_CU_PORT",
                registry,
                "LIENTHONG_VAR_BHYT_PORT",
                insurer,
                "LIENTHONG_VAR_PARTNERS_CA",
                partners.certificate());
    }

    /** How many pupils each system began with. */
    public SampleSize size() {
        return size;
    }

    /** Where the faults are among them. */
    public PlantedFaults faults() {
        return faults;
    }

    SampleServers servers() {
        return servers;
    }

    /** The passwords and keys of its users by connector and setting; they are new at every start and stand nowhere else. */
    Map<String, Map<String, String>> passwords() {
        return Map.of(
                "smas-hanoi", Map.of("password", servers.hanoiPassword()),
                "csdl", Map.of("password", servers.ministryPassword()),
                "hcm-school", Map.of("password", servers.hcmcPassword()),
                "hcm-sftp", Map.of("key", servers.partners().drop().key()),
                "hcm-sftp-replies", Map.of("key", servers.partners().drop().key()),
                "dan-cu", Map.of("security_password", servers.partners().registryPassword()),
                "bhyt", Map.of("client_secret", servers.partners().insurerSecret()));
    }

    /** One minute of life in every system; every tenth minute a new workbook, every day a new list of teachers. */
    void live(Instant now) throws SQLException {
        long minute = now.getEpochSecond() / 60;
        SmallSector hanoi = SmallSector.of(Locality.HANOI, SmallSector.SEED, faults);
        new HanoiSystem(servers.postgres().database(HanoiSystem.DATABASE), hanoi).live(minute, now);
        servers.hcmc().system().live(minute, now);
        servers.partners().layTeachersDown(now);
        if (minute % 10 == 0) {
            dropWorkbook(now, laoCaiPupils + minute % MOST_NEW);
        }
    }

    /** Lào Cai sends a workbook with twenty pupils more than any before, at each turn. */
    void sendLate(long turn) {
        dropWorkbook(clock.instant(), laoCaiPupils + MOST_NEW + LATE * turn);
    }

    /** Something to try. */
    SampleTrial trial() {
        SmallSector hanoi = SmallSector.of(Locality.HANOI, SmallSector.SEED, faults);
        return new SampleTrial(
                new HanoiSystem(servers.postgres().database(HanoiSystem.DATABASE), hanoi),
                servers.postgres().database(MinistrySystem.DATABASE),
                clock);
    }

    /** How many pupils each database has now, by the system's name on the sample's page. */
    Map<String, Long> pupils() throws SQLException {
        Map<String, Long> pupils = new LinkedHashMap<>();
        try (Connection connection =
                servers.postgres().database(HanoiSystem.DATABASE).getConnection()) {
            pupils.put("hanoi", Databases.number(connection, "select count(*) from hoc_sinh"));
        }
        pupils.put("hcmc", servers.hcmc().system().pupils());
        try (Connection connection =
                servers.postgres().database(MinistrySystem.DATABASE).getConnection()) {
            pupils.put(
                    "laocai",
                    Databases.number(connection, "select count(*) from pupils where source = 'lao-cai-excel'"));
            pupils.put("ministry", Databases.number(connection, "select count(*) from pupils"));
        }
        return pupils;
    }

    /** Stops the servers. */
    @Override
    public void close() {
        servers.close();
    }

    private void dropFirstWorkbook(Path folder, Instant now) {
        try {
            laoCai.dropFirst(folder.resolve("lao-cai-sent"), name(now), laoCaiPupils);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String name(Instant now) {
        return "hoc-sinh-" + FILE_TIME.format(now.atZone(ZONE)) + ".xlsx";
    }

    private void dropWorkbook(Instant now, long pupils) {
        try {
            laoCai.drop(name(now), pupils);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
