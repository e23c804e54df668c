package vn.lienthong.route.made;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Partners;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.route.Routes;
import vn.lienthong.route.failed.FailedBook;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.Everybody;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.TestSystems;
import vn.lienthong.vault.Vault;

/** Hand-made routes in a whole hub: rows move from one real database to another, and what is wrong never touches what runs. */
@HubTest
class MadeRoutesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    @Autowired
    Connectors connectors;

    @Autowired
    KnownMade made;

    @Autowired
    MadeVersions versions;

    @Autowired
    CamelContext camel;

    @Autowired
    Partners partners;

    @Autowired
    Journal journal;

    @Autowired
    Turns turns;

    @Autowired
    Ticks ticks;

    @Autowired
    FailedBook book;

    private TestSystems systems;
    private JdbcTemplate source;
    private JdbcTemplate target;
    private Path file;

    @BeforeEach
    void layOut() throws IOException {
        systems = new TestSystems(folders, vault, "G03");
        source = systems.connector("here", "  pupils: { from: public.pupils, classes: { \"*\": internal } }");
        target = systems.connector(
                "there",
                "  pupils: { from: public.pupils, classes: { \"*\": internal } }\n"
                        + "  open: { from: public.pupils, classes: { \"*\": public } }");
        source.execute("create table pupils (id bigint primary key, name text)");
        source.update("insert into pupils select n, 'Trần Văn ' || n from generate_series(1, 50) n");
        target.execute("create table pupils (pupil_id bigint primary key, full_name text check (full_name <> 'x'))");
        file = folders.routes().resolve("copy.camel.yaml");
        await().atMost(PATIENCE)
                .until(() -> connectors.find(new ConnectorName("there")).isPresent()
                        && connectors.find(new ConnectorName("here")).isPresent());
    }

    @AfterEach
    void clear() throws IOException {
        Files.deleteIfExists(file);
        await().atMost(PATIENCE).until(() -> made.find("copy").isEmpty());
        systems.close();
    }

    private static String text(String write) {
        return """
                - lienthong: { agency: G03, reads: [here/pupils], writes: [there/pupils, there/open] }
                - route:
                    id: copy
                    group: test
                    description: Copies pupils
                    errorHandler: { defaultErrorHandler: {} }
                    from:
                      uri: "timer:copy?period=1000&delay=0"
                      steps:
                        - to: "connector:here/pupils?act=read&most=100"
                        - filter: { simple: "${header.rows} > 0", steps: [ { to: "direct:put" } ] }
                - route:
                    id: put
                    group: test
                    description: Puts them there
                    errorHandler: { defaultErrorHandler: {} }
                    from:
                      uri: direct:put
                      steps:
                        - to: "%s"
                """.formatted(write);
    }

    private static final String GOOD =
            "connector:there/pupils?act=write&mode=upsert&key=pupil_id&columns=pupil_id:id,full_name:name";

    private int there() {
        return target.queryForObject("select count(*) from pupils", Integer.class);
    }

    @Test
    void rowsMoveAndABadFileNeverTouchesWhatRuns() throws IOException {
        Files.writeString(file, text(GOOD));
        await().atMost(PATIENCE).until(() -> there() == 50);
        assertThat(made.find("copy").orElseThrow().problems()).isEmpty();

        Files.writeString(file, text(GOOD) + "- beans: []\n");
        await().atMost(PATIENCE)
                .until(() -> !made.find("copy").orElseThrow().problems().isEmpty());
        assertThat(made.find("copy").orElseThrow().problems().get(0).line()).isEqualTo(21);
        target.update("delete from pupils");
        await().atMost(PATIENCE).until(() -> there() == 50);

        Files.writeString(file, text(GOOD).replace("most=100", "most=99"));
        await().atMost(PATIENCE)
                .until(() -> made.find("copy").orElseThrow().problems().isEmpty());
        assertThat(versions.of("copy")).extracting(MadeVersions.Version::text).contains(text(GOOD));
        assertThat(camel.getRoutes().stream().filter(route -> route.getId().startsWith("camel.copy.")))
                .hasSize(2);

        Files.delete(file);
        await().atMost(PATIENCE).until(() -> made.find("copy").isEmpty());
        assertThat(camel.getRoutes()).noneMatch(route -> route.getId().startsWith("camel.copy."));
        assertThat(versions.of("copy").get(0).removed()).isTrue();
    }

    /** A connector that is not there is no fault of the text; it is found before anything is stopped. */
    @Test
    void whatCamelRefusesLeavesTheOldOneRunning() throws IOException {
        Files.writeString(file, text(GOOD));
        await().atMost(PATIENCE).until(() -> there() == 50);
        Files.writeString(file, text(GOOD).replace("here/pupils", "nowhere/pupils"));
        await().atMost(PATIENCE)
                .until(() -> !made.find("copy").orElseThrow().problems().isEmpty());
        target.update("delete from pupils");
        await().atMost(PATIENCE).until(() -> there() == 50);
    }

    @Test
    void nothingIsWrittenWhereOneRowIsRefusedOrAClassIsLowered() throws IOException {
        source.update("update pupils set name = 'x' where id = 7");
        Files.writeString(file, text(GOOD));
        await().atMost(PATIENCE).until(() -> failed("made.ROWS_REFUSED"));
        assertThat(there()).isZero();

        source.update("update pupils set name = 'y' where id = 7");
        Files.writeString(file, text(GOOD.replace("there/pupils", "there/open")));
        await().atMost(PATIENCE).until(() -> failed("made.LOWERED"));
    }

    @Test
    void whereAFileIsBadWhenTheHubStartsItsLastGoodVersionRuns() throws Exception {
        Files.writeString(file, text(GOOD));
        await().atMost(PATIENCE).until(() -> there() == 50);
        Files.writeString(file, text(GOOD) + "- beans: []\n");
        await().atMost(PATIENCE)
                .until(() -> !made.find("copy").orElseThrow().problems().isEmpty());

        try (CamelContext other = new DefaultCamelContext()) {
            other.start();
            KnownMade started = new KnownMade(folders.routes(), versions, beside(other, id -> false), connectors::all);
            started.refresh();

            KnownMade.State state = started.find("copy").orElseThrow();
            assertThat(state.problems()).isNotEmpty();
            assertThat(state.running()).isNotNull();
            assertThat(state.running().text()).isEqualTo(text(GOOD));
            assertThat(other.getRoutes()).hasSize(2).allMatch(route -> other.getRouteController()
                    .getRouteStatus(route.getId())
                    .isStarted());
        }
    }

    @Test
    void whereANewVersionDoesNotStartTheOneBeforeRunsAgain() throws Exception {
        AtomicBoolean fails = new AtomicBoolean();
        try (CamelContext other = new DefaultCamelContext()) {
            other.start();
            LoadedRoutes loaded = beside(other, id -> {
                if (fails.getAndSet(false)) {
                    throw new IllegalStateException("does not start");
                }
                return false;
            });
            MadeFile before = read(text(GOOD), "v1");
            loaded.load(before);
            fails.set(true);

            assertThatThrownBy(() -> loaded.load(read(text(GOOD).replace("most=100", "most=99"), "v2")))
                    .isInstanceOfSatisfying(
                            HubException.class, why -> assertThat(why.code()).isEqualTo(MadeError.NOT_STARTED));

            assertThat(loaded.all()).containsExactly(before);
            assertThat(other.getRoutes().stream().map(Route::getId))
                    .containsExactlyInAnyOrderElementsOf(before.routes().stream()
                            .map(MadeFile.Route::inCamel)
                            .toList());
            await().atMost(PATIENCE).until(() -> there() == 50);
        }
    }

    @Test
    void whatTakesRowsOneByOneIsNotWrittenIntoByARoute() throws Exception {
        Path partner = folders.connectors().resolve("partner.connector.yaml");
        Files.writeString(partner, """
                connector: partner
                title: { vi: Đối tác, en: Partner }
                agency: G03
                type: rest
                settings:
                  host: 127.0.0.1
                  resources:
                    pupils: { path: /p, columns: { id: /id }, write: { path: '/p/{id}' } }
                datasets:
                  put: { from: pupils, classes: { "*": internal } }
                """);
        try (CamelContext other = new DefaultCamelContext()) {
            other.start();
            await().atMost(PATIENCE)
                    .until(() -> connectors.find(new ConnectorName("partner")).isPresent());
            String text = text("connector:partner/put?act=write&mode=upsert&key=id&columns=id")
                    .replace("there/open", "partner/put");

            assertThatThrownBy(() -> beside(other, id -> false).load(read(text, "v1")))
                    .isInstanceOfSatisfying(
                            HubException.class, why -> assertThat(why.code()).isEqualTo(MadeError.ONE_BY_ONE));
        } finally {
            Files.delete(partner);
        }
    }

    private static MadeFile read(String text, String tag) {
        return Objects.requireNonNull(
                RouteLint.look("routes/copy.camel.yaml", "copy", text, tag).file());
    }

    /** Routes in a Camel of their own, as another node has them. */
    private LoadedRoutes beside(CamelContext other, Predicate<String> held) {
        RowsDoor door = new RowsDoor(connectors, partners, journal);
        return new LoadedRoutes(
                other, () -> new ConnectorComponent(door, turns), new MadeTools(turns, ticks, book), held);
    }

    private boolean failed(String code) {
        return callers.as(new Everybody("maria"), () -> routes.find("camel.copy.put", Routes.SPAN))
                .map(route ->
                        route.failures().stream().anyMatch(one -> one.code().equals(code)))
                .orElse(false);
    }

    @Autowired
    Routes routes;

    @Autowired
    Callers callers;
}
