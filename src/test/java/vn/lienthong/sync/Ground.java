package vn.lienthong.sync;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.yaml.snakeyaml.Yaml;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Drift;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Outboxes;
import vn.lienthong.connector.Partners;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.Settings;
import vn.lienthong.connector.file.CsvType;
import vn.lienthong.connector.file.ExcelType;
import vn.lienthong.connector.jdbc.mariadb.MariaDbType;
import vn.lienthong.connector.jdbc.postgresql.PostgresType;
import vn.lienthong.connector.rest.RestType;
import vn.lienthong.connector.soap.SoapType;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Secret;
import vn.lienthong.kernel.Text;
import vn.lienthong.quarantine.Quarantine;
import vn.lienthong.testing.SoapPartner;
import vn.lienthong.testing.TestMariaDb;
import vn.lienthong.testing.TestPostgres;
import vn.lienthong.vault.Vault;
import vn.lienthong.vault.VaultFiles;

/** A source, a target and a hub's state, each a real database of its own, and the engine between them without the rest of a hub. */
final class Ground {
    private static final AtomicInteger NODES = new AtomicInteger();

    final JdbcTemplate source;
    final JdbcTemplate target = template();
    final DataSource state;
    final Runs runs;
    final RunLedger ledger;
    final Quarantine quarantine;
    final Vault vault;
    final Reach reach = new Reach();
    final Clock clock = Clock.systemUTC();
    /** What look-ups told the journal. */
    final List<Journal.Entry> told = new CopyOnWriteArrayList<>();

    CodeLists lists = CodeLists.none();
    LookUpDesk lookUps = new LookUpDesk(told::add, new Partners(clock));

    Ground() {
        this(TestPostgres.database(TestPostgres.newDatabase()));
    }

    /** With a source that lies elsewhere. */
    Ground(PGSimpleDataSource from) {
        source = new JdbcTemplate(from);
        state = TestPostgres.database(TestPostgres.newState());
        vault = Vault.open(
                JdbcClient.create(state),
                folder(),
                new VaultFiles(null, null),
                entry -> {},
                TransactionOperations.withoutTransaction(),
                clock);
        runs = new Runs(state);
        ledger = new RunLedger(state, clock);
        quarantine = new Quarantine(state, vault, clock);
        reach.outboxes = Outboxes.in(JdbcClient.create(state), vault, clock);
        reach.at("here", from.getDatabaseName(), from.getPortNumbers()[0], from.getPassword());
        reach.at(
                "there",
                target.queryForObject("select current_database()", String.class),
                TestPostgres.server().password());
        source.execute("""
                create table pupils (id bigint primary key, name text, grade integer, born date,
                    changed timestamptz not null default now())""");
        target.execute("""
                create table pupils (pupil_id bigint primary key, full_name varchar(40), grade integer,
                    birth_date date, source text, gone boolean)""");
    }

    /** Pupils from {@code first} to {@code last}; those whose number is a multiple of {@code poison} have a grade that is refused. */
    void pupils(int first, int last, int poison) {
        source.update("""
                insert into pupils (id, name, grade, born)
                select n, 'Nguyễn Văn ' || n, case when n % ? = 0 then 99 else 1 + n % 12 end, date '2012-01-01' + n % 900
                from generate_series(?, ?) n""", poison, first, last);
    }

    static final int NO_POISON = 1_000_000_000;

    /** A job over both, with further lines of YAML. */
    SyncJob job(String to, String further) {
        return job("snapshot", to, further);
    }

    SyncJob job(String read, String to, String further) {
        String yaml = """
                sync: pupils
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: here/pupils, read: %s }
                to: { dataset: there/pupils, %s }
                map:
                  pupil_id: id
                  full_name: name
                  grade: grade
                  birth_date: born
                  source: { value: here }
                check:
                  grade: [between(1, 12)]
                batch: 100
                %s
                """.formatted(read, to, further);
        return job(yaml);
    }

    SyncJob job(String yaml) {
        return new SyncJobReader(new DocumentKinds(), Map.of())
                .read(Document.parse("pupils.sync.yaml", yaml), yaml, SyncJob.Origin.FILE);
    }

    /** From now on what is sent one by one is remembered over connections that are kept; to be closed. */
    AutoCloseable keepConnections() {
        HikariConfig kept = new HikariConfig();
        kept.setDataSource(state);
        kept.setMaximumPoolSize(4);
        HikariDataSource pool = new HikariDataSource(kept);
        reach.outboxes = Outboxes.in(JdbcClient.create(pool), vault, clock);
        return pool;
    }

    RunTools tools() {
        return tools(Failpoints.none());
    }

    RunTools tools(Failpoints failpoints) {
        return new RunTools(
                reach,
                lists,
                quarantine,
                ledger,
                new HubPositions(state),
                new Follows(state),
                lookUps,
                clock,
                failpoints);
    }

    /** From now on the target's user may write the table and make none, so that no checkpoint is kept there. */
    void writeWithoutCheckpoint() {
        String user = "writer_" + System.nanoTime();
        target.execute("create user " + user + " password 'w'");
        target.execute("grant select, insert, update, delete on pupils to " + user);
        String database = target.queryForObject("select current_database()", String.class);
        reach.at("there", database, TestPostgres.server().port(), user, "w");
    }

    /** Runs a job to its end, or to where it stops by itself. */
    Run run(SyncJob job) {
        return attempt(job, plan(job), Failpoints.none());
    }

    long plan(SyncJob job) {
        return ledger.plan(job.name(), Run.Trigger.PERSON, "test", null).orElseThrow();
    }

    /** One attempt at a planned run, as a node of its own; a failpoint leaves it as a killed process would. */
    Run attempt(SyncJob job, long run, Failpoints failpoints) {
        RunLedger.Claim claim = claim(run);
        RunWorker worker = new RunWorker(tools(failpoints), new LeanRunner(), ended -> {});
        worker.work(worker.prepare(job, claim), claim);
        return runs.get(run);
    }

    /** What a person says to a guard, and the run after it. */
    Run decide(SyncJob job, Run waiting, GuardStop.Decision decision) {
        ledger.decide(waiting.id(), waiting.stop().decided(decision, "second-person", "counted"));
        return attempt(job, waiting.id(), Failpoints.none());
    }

    RunLedger.Claim claim(long run) {
        return ledger.claim("node-" + NODES.incrementAndGet(), run).orElseThrow();
    }

    /** What a run sees when its target goes away: it pauses. */
    static void loseTheTarget() {
        throw new HubException(ConnectorError.LOST, Map.of("connector", "there", "why", "test"));
    }

    /** What a killed process leaves: a lease that has run out. */
    void expireLeases() {
        JdbcClient.create(state)
                .sql("update sync_runs set lease_until = now() - interval '1 minute' where state = 'RUNNING'")
                .update();
        JdbcClient.create(state)
                .sql("update sync_runs set retry_at = now() - interval '1 minute' where state = 'PAUSED'")
                .update();
    }

    Reconciliation reconcile(SyncJob job) {
        return new Comparisons(tools()).reconcile(job);
    }

    long held() {
        return JdbcClient.create(state)
                .sql("select count(*) from quarantine_rows where state = 'held'")
                .query(Long.class)
                .single();
    }

    private static JdbcTemplate template() {
        return new JdbcTemplate(TestPostgres.database(TestPostgres.newDatabase()));
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("lienthong-sync");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Ways into the databases, by connector. */
    static final class Reach implements Connectors {
        private static final SoapType SOAP = new SoapType();
        private final RestType rest = new RestType();
        /** The time that the systems' sessions know. */
        Clock clock = Clock.systemUTC();

        private final Map<String, Settings> settings = new HashMap<>();
        private final Map<String, Map<String, Object>> agreed = new HashMap<>();
        /** Databases that are no PostgreSQL. */
        private final Map<String, ConnectorType> others = new HashMap<>();
        /** Columns that are not internal, by their name. */
        final Map<String, DataClass> classes = new HashMap<>();
        /** Where rows that are sent one by one stand. */
        Outboxes outboxes = Outboxes.none();
        /** How a service's answers are classified. */
        final Map<String, DataClass> answers = new HashMap<>(Map.of("*", DataClass.INTERNAL));

        void at(String connector, String database, String password) {
            at(connector, database, TestPostgres.server().port(), password);
        }

        void at(String connector, String database, int port, String password) {
            at(connector, database, port, TestPostgres.server().user(), password);
        }

        void at(String connector, String database, int port, String user, String password) {
            settings.put(
                    connector,
                    new Settings(
                            Map.of("host", "127.0.0.1", "port", (long) port, "database", database, "username", user),
                            Map.of("password", Secret.of(password))));
        }

        /** A database of MariaDB. */
        void mariaDb(String connector, String database, String user, String password) {
            others.put(connector, new MariaDbType());
            at(connector, database, TestMariaDb.server().port(), user, password);
            agreed(new ConnectorName(connector), Map.of("tls", "off", "max_connections", 8L));
        }

        /** What was agreed with the owner of a database, beside the way into it. */
        void agreed(ConnectorName connector, Map<String, Object> further) {
            Settings known = settings.get(connector.value());
            Map<String, Object> all = new HashMap<>(known.values());
            all.putAll(further);
            settings.put(
                    connector.value(),
                    new Settings(
                            all,
                            known.secret("password")
                                    .map(secret -> Map.of("password", secret))
                                    .orElse(Map.of())));
            agreed.put(connector.value(), all);
        }

        /** A drop folder of CSV files whose values are texts. */
        void folder(String connector, Path folder) {
            settings.put(connector, new Settings(Map.of("folder", folder.toString(), "stable_seconds", 0L), Map.of()));
        }

        /** A drop folder of workbooks. */
        void workbooks(String connector, Path folder) {
            settings.put(
                    connector,
                    new Settings(
                            Map.of("folder", folder.toString(), "pattern", "*.xlsx", "stable_seconds", 0L), Map.of()));
        }

        /** One file that a job writes, a sheet of the connector's name where it is a workbook. */
        void file(String connector, Path file, List<String> columns) {
            settings.put(
                    connector,
                    new Settings(
                            Map.of(
                                    "folder",
                                    file.getParent().toString(),
                                    "pattern",
                                    file.getFileName().toString(),
                                    "columns",
                                    columns),
                            Map.of()));
        }

        /** A partner's service whose operation {@code find} finds a pupil. */
        void service(String connector, SoapPartner partner) {
            Map<String, Object> all = new HashMap<>(Map.of(
                    "host", "localhost", "port", (long) partner.port(), "tls", "off", "path", SoapPartner.path()));
            all.putAll(Map.of("auth", "none", "security", "none", "wsdl", partner.wsdl()));
            all.putAll(Map.of("per_minute", 60_000L, "timeout_seconds", 5L, "answer_limit_mb", 4L));
            all.put("operations", Map.of("find", Map.of("operation", "FindPupil")));
            settings.put(connector, new Settings(all, Map.of()));
        }

        /** A partner's API; resources as they stand in a file. */
        void api(String connector, int port, long timeoutSeconds, String resources) {
            Map<String, Object> all = new HashMap<>(Map.of(
                    "host", "localhost", "port", (long) port, "tls", "off", "base_path", "/api", "auth", "none"));
            all.putAll(Map.of("per_minute", 60_000L, "timeout_seconds", timeoutSeconds, "answer_limit_mb", 4L));
            all.put("resources", new Yaml().load(resources));
            settings.put(connector, new Settings(all, Map.of()));
        }

        /** How long the partner's answers may take. */
        void patience(String connector, long seconds) {
            agreed(new ConnectorName(connector), Map.of("timeout_seconds", seconds));
        }

        private boolean isApi(ConnectorName name) {
            return settings.get(name.value()).values().containsKey("resources");
        }

        private boolean isService(ConnectorName name) {
            return settings.get(name.value()).values().containsKey("wsdl");
        }

        @Override
        public Session open(ConnectorName name) {
            Settings known = settings.get(name.value());
            ConnectorType type = isService(name)
                    ? SOAP
                    : isApi(name)
                            ? rest
                            : !holdsFiles(name)
                                    ? others.getOrDefault(name.value(), new PostgresType())
                                    : isWorkbook(name) ? new ExcelType() : new CsvType();
            return type.open(new Opening(
                    name,
                    known,
                    (host, port) -> new InetSocketAddress(host, port),
                    folder -> Path.of(folder),
                    outboxes,
                    clock));
        }

        private boolean holdsFiles(ConnectorName name) {
            return settings.get(name.value()).values().containsKey("folder");
        }

        private boolean isWorkbook(ConnectorName name) {
            return pattern(name).endsWith(".xlsx");
        }

        private String pattern(ConnectorName name) {
            return settings.get(name.value()).optionalText("pattern").orElse("*.csv");
        }

        private String from(DatasetName name) {
            ConnectorName connector = name.connector();
            if (isApi(connector)) {
                return name.dataset();
            }
            if (others.containsKey(connector.value())) {
                return name.dataset();
            }
            if (!holdsFiles(connector)) {
                return "public." + name.dataset();
            }
            return isWorkbook(connector) ? connector.value() : pattern(connector);
        }

        @Override
        public Dataset dataset(DatasetName name) {
            try (Session session = open(name.connector())) {
                Dataset found = ((Discovers) session).describe(from(name));
                List<Column> classed = found.schema().columns().stream()
                        .map(column -> column.classed(classes.getOrDefault(column.name(), DataClass.INTERNAL)))
                        .toList();
                return new Dataset(
                        name, found.from(), new Schema(classed), found.key(), found.rowEstimate(), found.cursors());
            }
        }

        @Override
        public List<Connector> all() {
            return List.of();
        }

        @Override
        public Optional<Connector> find(ConnectorName name) {
            if (isService(name)) {
                return Optional.of(service(name));
            }
            if (isApi(name)) {
                return Optional.of(new Connector(
                        name,
                        Text.same(name.value()),
                        new AgencyCode("G03"),
                        null,
                        "rest",
                        settings.get(name.value()).values(),
                        Map.of(),
                        Map.of(),
                        Connector.Origin.HUB,
                        null));
            }
            boolean files = holdsFiles(name);
            if (!files && !agreed.containsKey(name.value())) {
                return Optional.empty();
            }
            return Optional.of(new Connector(
                    name,
                    Text.same(name.value()),
                    new AgencyCode("G03"),
                    null,
                    !files ? "postgresql" : isWorkbook(name) ? "excel" : "csv",
                    settings.get(name.value()).values(),
                    Map.of(),
                    Map.of(),
                    Connector.Origin.HUB,
                    null));
        }

        /** Another agency's, which has classified what it answers. */
        private Connector service(ConnectorName name) {
            return new Connector(
                    name,
                    Text.same(name.value()),
                    new AgencyCode("G01"),
                    null,
                    "soap",
                    settings.get(name.value()).values(),
                    Map.of(),
                    Map.of("find", new Connector.Pinned("find", List.of(), List.of(), answers)),
                    Connector.Origin.HUB,
                    null);
        }

        @Override
        public Connector get(ConnectorName name) {
            throw new IllegalStateException("asked of no test");
        }

        @Override
        public String text(ConnectorName name) {
            return "";
        }

        @Override
        public List<Drift> drifts(ConnectorName name) {
            return List.of();
        }

        @Override
        public List<Problem> problems() {
            return List.of();
        }
    }

    static final JobName PUPILS = new JobName("pupils");
}
