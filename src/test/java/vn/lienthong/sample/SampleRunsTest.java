package vn.lienthong.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;
import vn.lienthong.HubApplication;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.JobName;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunControl;
import vn.lienthong.sync.RunState;
import vn.lienthong.sync.Runs;
import vn.lienthong.testing.OpenToOthers;
import vn.lienthong.testing.TestPostgres;

/**
 * The sample from end to end, with the files that a newcomer finds: every pupil of each system arrives or is held, each planted
 * fault is found once, and nothing else is.
 */
class SampleRunsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int FAULTY_EVERY = 25;
    private static final int LATE = 60;
    private static final PlantedFaults FAULTS = PlantedFaults.every(FAULTY_EVERY);
    private static final SampleSize SIZE = SampleSize.ofPupils(3_500);
    private static final String STATE = TestPostgres.newDatabase();
    private static final Map<Locality, JobName> JOBS = Map.of(
            Locality.HANOI, new JobName("pupils-hanoi"),
            Locality.HCMC, new JobName("pupils-hcmc"),
            Locality.LAO_CAI, new JobName("pupils-lao-cai"));
    private static final JobName IDS = new JobName("pupil-ids-lao-cai");
    private static final JobName CARDS = new JobName("insurance-cards");
    private static final JobName TEACHERS = new JobName("teachers-hcmc");
    private static final JobName TEACHERS_TAKEN = new JobName("teachers-taken-hcmc");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final Map<Locality, String> SOURCES =
            Map.of(Locality.HANOI, "smas-hanoi", Locality.HCMC, "hcm-school", Locality.LAO_CAI, "lao-cai-excel");

    private static Path folder;
    private static ConfigurableApplicationContext hub;

    @BeforeAll
    static void start() throws IOException {
        folder = Files.createTempDirectory("lienthong-sample-runs");
        for (String files : List.of("connectors", "routes")) {
            FileSystemUtils.copyRecursively(
                    Path.of(files), folder.resolve("home").resolve(files));
        }
        hub = hub();
    }

    @AfterAll
    static void stop() {
        hub.close();
        FileSystemUtils.deleteRecursively(folder.toFile());
    }

    @ParameterizedTest
    @EnumSource
    void everyPupilArrivesOrIsHeldForTheFaultThatWasPlanted(Locality locality) {
        long pupils = SIZE.of(locality);
        long refused = refused(locality).count();

        Run run = firstRun(locality);

        assertThat(run.failure()).isNull();
        assertThat(run.counts()).isEqualTo(new Counts(pupils, pupils - refused, 0, refused, 0, 0, 0));
        assertThat(held(locality)).isEqualTo(expectedByField(locality));
        assertThat(arrived(locality)).isEqualTo(expectedRows(locality));
    }

    @Test
    void afterARestartNothingIsWrittenAgainAndChangesGoOnArriving() throws IOException {
        for (Locality locality : Locality.values()) {
            firstRun(locality);
        }
        hub.close();
        hub = hub();

        InsurerProgram.Round round = hub.getBean(InsurerProgram.class).ask(1, 7);
        assertThat(round.refused())
                .as("with the secret of this start: " + round)
                .isZero();
        assertThat(journalled("caller.rotated")).isPositive();
        for (Locality locality : List.of(Locality.HCMC, Locality.LAO_CAI)) {
            Run again = run(locality);
            assertThat(again.state().good()).as(String.valueOf(again)).isTrue();
            assertThat(again.counts().written() + again.counts().deleted())
                    .as(String.valueOf(again))
                    .isZero();
            assertThat(held(locality)).isEqualTo(expectedByField(locality));
            assertThat(arrived(locality)).isEqualTo(expectedRows(locality));
        }
        Run lists = run(TEACHERS);
        assertThat(lists.state().good())
                .as("with the keys of this start: " + lists.failure())
                .isTrue();
        assertThat(teachersArrived()).containsAllEntriesOf(teachersOfTheDay());
        String pupil = expectedRows(Locality.HANOI).keySet().iterator().next();
        database(HanoiSystem.DATABASE).update("update hoc_sinh set dia_chi = 'Số 7' where ma_hs = ?", pupil);
        await().atMost(PATIENCE).until(() -> database(MinistrySystem.DATABASE)
                .queryForObject("select address from pupils where pupil_id = ?", String.class, pupil)
                .equals("Số 7"));
        await().atMost(PATIENCE)
                .until(() -> runs(Locality.HANOI).get(0).counts().written() == 1);
        assertThat(held(Locality.HANOI)).isEqualTo(expectedByField(Locality.HANOI));
        assertThat(arrived(Locality.HANOI)).isEqualTo(expectedRows(Locality.HANOI));
    }

    /**
     * Of the pupils that Lào Cai's job brought, the registry's job holds the three who are registered otherwise and the one who was
     * entered with a schoolmate's id.
     */
    @Test
    void theRegistryFindsWhoIsNotWhoHisSchoolSaysAndWhileItIsAwayRowsWaitAndOtherJobsGoOn() {
        firstRun(Locality.LAO_CAI);
        RunControl control = hub.getBean(RunControl.class);
        control.pause(IDS, "test", "no run but the test's");
        PartnerServer registry =
                hub.getBean(SampleSector.class).servers().partners().registry();

        Run verified = run(IDS);

        Map<String, Long> otherwise = otherwise(SIZE.laoCai());
        long pupils = arrived(Locality.LAO_CAI).size();
        long held = otherwise.values().stream().mapToLong(count -> count).sum();
        assertThat(verified.failure()).isNull();
        assertThat(verified.counts().read()).isEqualTo(pupils);
        assertThat(verified.counts().rejected()).isEqualTo(held);
        assertThat(held(IDS)).isEqualTo(otherwise);
        assertThat(sameNames()).isEqualTo(pupils - held);

        registry.leave();
        List<Pupil> late = SmallSector.of(Locality.LAO_CAI, SmallSector.SEED, PlantedFaults.none())
                .pupils(SIZE.laoCai() + LATE)
                .skip(SIZE.laoCai())
                .toList();
        late.forEach(SampleRunsTest::enter);
        Run waiting = begun(IDS);
        await().atMost(PATIENCE).until(() -> state(waiting) == RunState.PAUSED);
        assertThat(run(JOBS.get(Locality.HCMC)).state().good()).isTrue();
        assertThat(state(waiting)).isEqualTo(RunState.PAUSED);
        assertThat(hub.getBean(Runs.class).get(waiting.id()).failure().toString())
                .contains("dan-cu");

        registry.comeBack();
        control.retryNow(waiting.id(), "test");
        Run done = await().atMost(PATIENCE)
                .until(() -> hub.getBean(Runs.class).get(waiting.id()), found -> !found.state()
                        .active());
        assertThat(done.failure()).isNull();
        assertThat(done.counts().read()).isEqualTo(pupils + LATE);
        assertThat(held(IDS)).isEqualTo(otherwise(SIZE.laoCai() + LATE));
        assertThat(sameNames()).isEqualTo(pupils - held + LATE);
        late.forEach(
                pupil -> database(MinistrySystem.DATABASE).update("delete from pupils where pupil_id = ?", pupil.id()));
        control.resume(IDS, "test");
    }

    private static void enter(Pupil pupil) {
        database(MinistrySystem.DATABASE)
                .update("""
                        insert into pupils (pupil_id, source, full_name, birth_date, sex, personal_id, province_code, grade)
                        values (?, 'lao-cai-excel', ?, ?, 'male', ?, '10', ?)
                        """, pupil.id(), pupil.name(), pupil.birthDate(), pupil.personalId(), pupil.grade());
    }

    @Test
    void theHandMadeRouteBringsTheSchoolsAsTheyWereSent() {
        long sent = Objects.requireNonNull(
                database(HanoiSystem.DATABASE).queryForObject("select count(*) from truong", Long.class));

        await().atMost(PATIENCE).until(() -> countOf("select count(*) from schools_as_sent") == sent);
        assertThat(sent).isPositive();
    }

    @Test
    void theInsurersRollArrivesCardByCard() {
        Run read = run(CARDS);

        Map<String, String> cards = new InsuranceRoll(SIZE.hanoi())
                .from(0)
                .collect(Collectors.toMap(
                        InsuranceRoll.Card::code,
                        card -> card.personalId() + "|" + card.name() + "|" + card.birthDate() + "|" + card.until()));
        assertThat(read.failure()).isNull();
        assertThat(read.counts().rejected()).isZero();
        assertThat(rows("select card_code, concat_ws('|', personal_id, full_name, birth_date, valid_until)"
                        + " from insurance_cards"))
                .isEqualTo(cards)
                .hasSizeBetween((int) SIZE.hanoi() * 8 / 10, (int) SIZE.hanoi() - 1);
    }

    @Test
    void theInsurerIsToldWhatItsAgreementSaysAndEachOfItsCallsIsInTheJournal() {
        firstRun(Locality.HANOI);
        InsurerProgram insurer = hub.getBean(InsurerProgram.class);
        String[] asked = insurer.about(40, 7).stream()
                .map(InsuranceRoll.Card::personalId)
                .toArray(String[]::new);
        long calls = journalled("service.called");

        InsurerProgram.Round round = insurer.ask(40, 7);

        assertThat(round.refused()).as(round.toString()).isZero();
        assertThat((long) round.known())
                .isEqualTo(database(MinistrySystem.DATABASE)
                        .queryForObject(
                                "select count(*) from pupils where personal_id = any (?) and province_code in ('01', '79')",
                                Long.class,
                                (Object) asked))
                .isPositive();
        assertThat(round.absent()).isEqualTo(asked.length - round.known());
        assertThat(journalled("service.called")).isEqualTo(calls + asked.length);
        assertThat(journalled("caller.registered")).isEqualTo(1);
    }

    @Test
    void theInsurerAsksTheRegistryThroughTheHubAndIsToldNoMoreThanAgreed() throws IOException {
        InsurerProgram insurer = hub.getBean(InsurerProgram.class);
        InsuranceRoll.Card card = insurer.about(1, 7).get(0);
        long calls = journalled("service.called");
        Map<String, String> asked = Map.of(
                "so_dinh_danh", card.personalId(), "ngay_sinh", card.birthDate().toString());
        Map<String, String> otherDay = Map.of(
                "so_dinh_danh",
                card.personalId(),
                "ngay_sinh",
                card.birthDate().plusDays(1).toString());

        HttpResponse<byte[]> known = insurer.answer("/data/identity-check/v1", asked);
        HttpResponse<byte[]> unknown = insurer.answer("/data/identity-check/v1", otherDay);

        assertThat(new String(known.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"service\":\"identity-check/1\",\"rows\":[{\"ket_luan\":\"KHOP\"}]}");
        assertThat(unknown.statusCode()).as("told otherwise by the registry").isEqualTo(404);
        assertThat(journalled("service.called")).isEqualTo(calls + 2);

        PartnerServer registry =
                hub.getBean(SampleSector.class).servers().partners().registry();
        registry.leave();
        try {
            HttpResponse<byte[]> away = insurer.answer("/data/identity-check/v1", asked);
            assertThat(away.statusCode()).isEqualTo(503);
            assertThat(away.headers().firstValue("Retry-After")).isPresent();
            assertThat(new String(away.body(), StandardCharsets.UTF_8))
                    .contains("service.NO_ANSWER_NOW")
                    .doesNotContain("dan-cu", String.valueOf(registry.port()));
        } finally {
            registry.comeBack();
        }
    }

    @Test
    void theDaysListOfTeachersArrivesBySftpAndIsAnswered() throws IOException {
        begun(TEACHERS);
        Run taken = firstWriting(TEACHERS);
        Map<String, String> teachers = teachersOfTheDay();

        assertThat(taken.failure()).isNull();
        assertThat(taken.counts()).isEqualTo(new Counts(teachers.size(), teachers.size(), 0, 0, 0, 0, 0));
        assertThat(teachersArrived()).isEqualTo(teachers);
        Path server = folder.resolve("data/sample/partners/hcm-sftp");
        assertThat(server.resolve("gui/.done")).isDirectoryContaining("glob:**giao-vien-*.csv");

        // a reply that began before they had arrived is followed by one that has them
        Path reply = server.resolve("nhan/giao-vien-da-nhan.csv");
        await().atMost(PATIENCE)
                .until(() -> run(TEACHERS_TAKEN).state().good() && taken(reply).equals(teachers.keySet()));
        assertThat(Files.readString(reply.resolveSibling(reply.getFileName() + TeacherLists.MARKER)))
                .isEqualTo(TeacherLists.sha256(reply) + "  " + reply.getFileName() + "\n");
        assertThat(OpenToOthers.in(server)).isEmpty();
    }

    /** The codes in a reply; those that no other row has, as a table has them. */
    private static Set<String> taken(Path reply) throws IOException {
        return Files.readAllLines(reply).stream()
                .skip(1)
                .map(line -> line.split("[,;]")[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Who stands in the list that was laid down last. */
    private static Map<String, String> teachersOfTheDay() throws IOException {
        LocalDate day = LocalDate.parse(Files.readString(folder.resolve("data/sample/partners/hcm-sftp-last")));
        return hub.getBean(SampleSector.class)
                .servers()
                .partners()
                .teachers()
                .of(day)
                .collect(Collectors.toMap(
                        Teacher::id,
                        one -> String.join(
                                "|",
                                one.name(),
                                one.birthDate().toString(),
                                one.sex() == Sex.MALE ? "nam" : "nu",
                                one.personalId(),
                                one.schoolCode(),
                                one.className(),
                                MINUTE.format(one.updatedAt())),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static Map<String, String> teachersArrived() {
        return rows("""
                select teacher_id, concat_ws('|', full_name, birth_date, sex, personal_id, school_code, class_name,
                    to_char(updated_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI'))
                from teachers where source = 'hcm-sftp'
                """);
    }

    private static ConfigurableApplicationContext hub() {
        return new SpringApplicationBuilder(HubApplication.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--lienthong.db.url=jdbc:postgresql://127.0.0.1:"
                                + TestPostgres.server().port() + "/" + STATE,
                        "--lienthong.db.username=" + TestPostgres.server().user(),
                        "--lienthong.db.password=" + TestPostgres.server().password(),
                        "--lienthong.folders.home=" + folder.resolve("home"),
                        "--lienthong.folders.data=" + folder.resolve("data"),
                        "--lienthong.sample.enabled=true",
                        "--lienthong.sample.pupils=3500",
                        "--lienthong.sample.faulty-every=" + FAULTY_EVERY,
                        "--lienthong.sample.life=0s");
    }

    /** The run that found the target empty: the clock's, or one asked for here. */
    private static Run firstRun(Locality locality) {
        if (locality != Locality.HANOI) {
            run(locality);
        }
        return firstWriting(JOBS.get(locality));
    }

    private static Run firstWriting(JobName job) {
        return await().atMost(PATIENCE)
                .until(
                        () -> hub.getBean(Runs.class).list(job, null, 1000).stream()
                                .filter(run ->
                                        !run.state().active() && run.counts().written() > 0)
                                .reduce((newer, older) -> older)
                                .orElse(null),
                        Objects::nonNull);
    }

    private static List<Run> runs(Locality locality) {
        return hub.getBean(Runs.class).list(JOBS.get(locality), null, 1000);
    }

    private static JdbcTemplate database(String name) {
        return new JdbcTemplate(
                hub.getBean(SampleSector.class).servers().postgres().database(name));
    }

    /** A run to its end; not of Hanoi, whose changes never end. */
    private static Run run(Locality locality) {
        return run(JOBS.get(locality));
    }

    private static Run run(JobName job) {
        long run = begun(job).id();
        Runs runs = hub.getBean(Runs.class);
        return await().atMost(PATIENCE)
                .until(() -> runs.get(run), found -> !found.state().active());
    }

    private static Run begun(JobName job) {
        return hub.getBean(RunControl.class).start(job, "test");
    }

    private static RunState state(Run run) {
        return hub.getBean(Runs.class).get(run.id()).state();
    }

    private static long countOf(String question) {
        return Objects.requireNonNull(database(MinistrySystem.DATABASE).queryForObject(question, Long.class));
    }

    /** How many verified pupils are called what the registry calls them. */
    private static long sameNames() {
        return countOf(
                "select count(*) from verified_pupils where registered and birth_date_agrees and official_name = full_name");
    }

    private static long journalled(String act) {
        return Objects.requireNonNull(new JdbcTemplate(hub.getBean(DataSource.class))
                .queryForObject(
                        "select count(*) from journal_entries where act = ? and (actor = ? or subject = ?)",
                        Long.class,
                        act,
                        "caller/" + InsurerProgram.NAME,
                        "caller/" + InsurerProgram.NAME));
    }

    /** Of so many pupils of Lào Cai, how many the registry knows otherwise, by the column that says so. */
    private static Map<String, Long> otherwise(long pupils) {
        return FAULTS.among(pupils)
                .map(planted -> switch (planted.fault()) {
                    case NOT_REGISTERED -> "registered";
                    case REGISTERED_BIRTH_DATE_OTHER -> "birth_date_agrees";
                    case REGISTERED_NAME_OTHER, PERSONAL_ID_TWICE -> "name_agrees";
                    default -> "";
                })
                .filter(column -> !column.isEmpty())
                .collect(Collectors.groupingBy(column -> column, TreeMap::new, Collectors.counting()));
    }

    private static Stream<PlantedFaults.Planted> refused(Locality locality) {
        return FAULTS.among(SIZE.of(locality)).filter(planted -> field(locality, planted.fault()) != null);
    }

    /** The field that a fault is found in; null where the locality's rules mend it or cannot see it. */
    private static String field(Locality locality, Fault fault) {
        return switch (fault) {
            case PERSONAL_ID_SHORT, PERSONAL_ID_OTHER_SEX, PERSONAL_ID_OTHER_YEAR -> "personal_id";
            // only Hanoi's job asks that an id is there once
            case PERSONAL_ID_TWICE -> locality == Locality.HANOI ? "personal_id" : null;
            case PROVINCE_UNKNOWN -> "province_code";
            case SEX_UNKNOWN -> "sex";
            case BIRTH_DATE_FUTURE, BIRTH_DATE_IMPOSSIBLE -> "birth_date";
            case NAME_MISSING -> "full_name";
            case GRADE_UNKNOWN -> "grade";
            case PERSONAL_ID_SPACED, NAME_DECOMPOSED, NAME_SPACED -> null;
            // the registry alone knows
            case NOT_REGISTERED, REGISTERED_BIRTH_DATE_OTHER, REGISTERED_NAME_OTHER -> null;
        };
    }

    private static Map<String, Long> expectedByField(Locality locality) {
        return refused(locality)
                .collect(Collectors.groupingBy(
                        planted -> field(locality, planted.fault()), TreeMap::new, Collectors.counting()));
    }

    private static Map<String, Long> held(Locality locality) {
        return held(JOBS.get(locality));
    }

    private static Map<String, Long> held(JobName job) {
        Map<String, Long> held = new TreeMap<>();
        new JdbcTemplate(hub.getBean(DataSource.class))
                .query(
                        "select coalesce(field, '?'), count(*) from quarantine_rows where state = 'held' and job = ? group by 1",
                        row -> {
                            held.put(row.getString(1), row.getLong(2));
                        },
                        job.value());
        return held;
    }

    private static Map<String, String> expectedRows(Locality locality) {
        Set<Long> refused = refused(locality).map(PlantedFaults.Planted::index).collect(Collectors.toSet());
        return SmallSector.of(locality, SmallSector.SEED, FAULTS)
                .pupils(SIZE.of(locality))
                .filter(pupil -> !refused.contains(pupil.index()))
                .collect(Collectors.toMap(Pupil::id, SampleRunsTest::row, (one, other) -> one, TreeMap::new));
    }

    private static String row(Pupil pupil) {
        String name =
                Normalizer.normalize(pupil.name(), Normalizer.Form.NFC).strip().replaceAll(" +", " ");
        return String.join(
                "|",
                name,
                pupil.birthDate().toString(),
                pupil.personalId().replaceAll("\\D", ""),
                pupil.ethnicCode(),
                pupil.schoolCode(),
                pupil.className(),
                String.valueOf(pupil.grade()));
    }

    private static Map<String, String> arrived(Locality locality) {
        return rows("""
                select pupil_id, concat_ws('|', full_name, birth_date, personal_id, ethnic_code, school_code,
                    class_name, grade) from pupils where source = ?
                """, SOURCES.get(locality));
    }

    private static Map<String, String> rows(String question, Object... arguments) {
        Map<String, String> rows = new TreeMap<>();
        database(MinistrySystem.DATABASE)
                .query(
                        question,
                        row -> {
                            rows.put(row.getString(1), row.getString(2));
                        },
                        arguments);
        return rows;
    }
}
