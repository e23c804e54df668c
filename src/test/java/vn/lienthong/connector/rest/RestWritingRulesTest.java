package vn.lienthong.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Delivery;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.WriteRequest.Deletes;
import vn.lienthong.connector.WriteRequest.Mode;
import vn.lienthong.connector.Writes;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.kernel.HubException;

/** What can be told of a target from its settings, before anything is sent. */
class RestWritingRulesTest {
    private static final String RESOURCES = """
            rows:
              path: /rows
              columns: { id: /id, name: /person/name, first: %s }
              write: { %s }
            read-only: { path: /rows, columns: { id: /id } }
            """;

    private static Session session(String place, String write) {
        return new RestWay(1).resources(RESOURCES.formatted(place, write)).open();
    }

    private static String refused(String place, String write, String from, Mode mode, Deletes deletes, String... key) {
        try (Session session = session(place, write)) {
            String[] why = new String[1];
            assertThatThrownBy(() -> ((Writes) session).permit(from, mode, deletes, List.of(key)))
                    .isInstanceOfSatisfying(HubException.class, wrong -> {
                        assertThat(wrong.code()).isEqualTo(ConnectorError.WRITE_MODE_UNSUPPORTED);
                        why[0] = wrong.problem().en();
                    });
            return why[0];
        }
    }

    @Test
    void whatCannotBeWrittenSoIsSaidBeforeARun() {
        String good = "path: '/rows/{id}'";
        try (Session session = session("/first", good)) {
            ((Writes) session).permit("rows", Mode.UPSERT, Deletes.KEEP, List.of("id"));
        }
        assertThat(refused("/first", good, "rows", Mode.REPLACE, Deletes.KEEP, "id"))
                .contains("write: upsert");
        assertThat(refused("/first", good, "rows", Mode.APPEND, Deletes.KEEP)).contains("write: upsert");
        assertThat(refused("/first", good, "rows", Mode.UPSERT, Deletes.DELETE, "id"))
                .contains("deletes: keep");
        assertThat(refused("/first", good, "read-only", Mode.UPSERT, Deletes.KEEP, "id"))
                .contains("does not describe write");
        assertThat(refused("/first", good, "rows", Mode.UPSERT, Deletes.KEEP, "name"))
                .contains("not id");
        assertThat(refused("/list/0", good, "rows", Mode.UPSERT, Deletes.KEEP, "id"))
                .contains("first (/list/0)");
        assertThat(refused(
                        "/first",
                        good + ", look_up: { path: '/rows/{id}' }",
                        "rows",
                        Mode.UPSERT,
                        Deletes.KEEP,
                        "id",
                        "name"))
                .contains("every column of the key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            path: '/rows/{id}'                                                            | ONE_BY_ONE
            method: POST, path: /rows                                                     | AT_LEAST_ONCE
            method: POST, path: /rows, by_key: true                                       | ONE_BY_ONE
            method: POST, path: /rows, idempotency: { honoured: true }                    | ONE_BY_ONE
            method: POST, path: /rows, idempotency: { header: X-Key, honoured: false }    | AT_LEAST_ONCE
            method: POST, path: /rows, there: [409]                                       | ONE_BY_ONE
            method: POST, path: /rows, look_up: { path: '/rows/{id}' }                    | ONE_BY_ONE
            method: PATCH, path: '/rows/{id}'                                             | AT_LEAST_ONCE""")
    void whoCannotTellDuplicatesIsKnownFromTheSettings(String write, Delivery delivery) {
        try (Session session = session("/first", write)) {
            assertThat(((Writes) session).delivery("rows")).isEqualTo(delivery);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a/../b, /rows/a%2F..%2Fb/end",
        "a?b=c#d, /rows/a%3Fb%3Dc%23d/end",
        "Đỗ 1%, /rows/%C4%90%E1%BB%97%201%25/end"
    })
    void aValueIsOnePartOfThePath(String value, String path) {
        assertThat(new PathTemplate("/rows/{id}/end").with(column -> value)).contains(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void aValueThatLeadsElsewhereIsNoPartOfAPath(String value) {
        assertThat(new PathTemplate("/rows/{id}").with(column -> value)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "path: 'https://elsewhere/{id}'",
                "path: '/rows/../{id}'",
                "path: '/rows/{id}?x=1'",
                "path: '/rows/{id}', method: GET",
                "path: '/rows/{id}', idempotency: { header: 'Host', honoured: true }",
                "path: '/rows/{id}', idempotency: { header: \"X\\r\\nY\", honoured: true }",
                "path: '/rows/{id}', parallel: 17",
                "path: '/rows/{id}', look_up: { path: '//elsewhere/{id}' }",
                "path: '/rows/{id}', refused: [500, 401]"
            })
    void theDescriptionLeadsNowhereElse(String write) {
        assertThat(problems(write)).isNotEmpty();
    }

    @Test
    void aWholeDescriptionIsTaken() {
        assertThat(problems("method: POST, path: /rows, change: { method: PATCH, path: '/rows/{id}/x' }, row: /data,"
                        + " by_key: false, idempotency: { header: Idempotency-Key, honoured: true },"
                        + " look_up: { path: '/rows?code={id}&x=1', row: /data/0, no_row: 404, after_seconds: 60 },"
                        + " there: [409], refused: [400, 422, 500], reason: /detail, parallel: 16, anew: 3"))
                .isEmpty();
    }

    private static List<?> problems(String write) {
        Document document = Document.parse("x.yaml", """
                settings:
                  host: partner
                  resources:
                    rows: { path: /rows, columns: { id: /id }, write: { %s } }
                """.formatted(write));
        return new DocumentKinds()
                .check(
                        "connector-types/rest.schema.json",
                        document,
                        "/settings",
                        document.root().path("settings"));
    }
}
