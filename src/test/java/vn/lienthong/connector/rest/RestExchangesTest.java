package vn.lienthong.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.Answer;
import vn.lienthong.connector.Calls;
import vn.lienthong.connector.Dealings;
import vn.lienthong.connector.Exchange;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;
import vn.lienthong.testing.PartnerApi;

/** What is noted of exchanges with a partner tells how they were made, and nothing that stood in them. */
class RestExchangesTest {
    private static final String ROWS = """
            rows: { path: /plain, columns: { code: /code, name: /hoTen, born: { at: /born, type: date } } }
            find: { path: /find, rows: /data, ask: { parameters: [code], no_row: 404 }, columns: { name: /hoTen } }
            """;

    private final PartnerApi partner = new PartnerApi();
    private final List<Exchange> noted = Collections.synchronizedList(new ArrayList<>());
    private final RestWay way = new RestWay(partner.port())
            .resources(ROWS)
            .dealing(new Dealings(Dealings.ownOnly().turns(), noted::add));

    @AfterEach
    void stop() {
        partner.close();
    }

    @BeforeEach
    void rows() {
        partner.rows.add(Map.of("code", "015315000214", "hoTen", "Nguyễn Thị Thảo", "born", "2011-02-03", "moi", 1));
    }

    @Test
    void theFormOfAnExchangeIsThereAndItsValuesAreNot() {
        way.snapshot("rows");
        assertThat(noted).hasSize(1);
        Exchange one = noted.get(0);
        assertThat(one.operation()).isEqualTo("rows");
        assertThat(one.status()).isEqualTo(200);
        assertThat(one.good()).isTrue();
        assertThat(one.took()).isPositive();
        assertThat(one.request()).startsWith("GET /api/plain\n").contains("Accept: application/json");
        assertThat(one.answer())
                .startsWith("200\n")
                .contains("\"code\": \"############\"", "\"hoTen\": \"«1–15»\"", "\"born\": \"####-##-##\"")
                .as("a name that the definition does not have may be somebody's")
                .contains("\"«1–15»\": «#1–8»")
                .doesNotContain("moi", "Nguyễn", "015315000214", "2011");
    }

    @Test
    void aLongListShowsItsFirstAndHowManyFollow() {
        partner.rows.clear();
        partner.rows.addAll(PartnerApi.some(500));
        way.snapshot("rows");
        assertThat(noted.get(0).answer()).contains("+498").hasSizeLessThan(Exchange.MOST_LETTERS + 10);

        partner.rows.addAll(PartnerApi.some(2_000));
        way.snapshot("rows");
        assertThat(noted.get(1).answer()).as("only the beginning is looked at").endsWith("…");
    }

    @Test
    void whatOpensDoorsIsLeftOutWholly() {
        way.with("auth", "client_credentials")
                .with("client_id", "hub")
                .secret("client_secret", "s+1")
                .snapshot("rows");
        assertThat(noted).extracting(Exchange::operation).containsExactly("", "rows");
        assertThat(noted.get(0).request())
                .startsWith("POST /token\n")
                .contains("Authorization: «✕»", "grant_type=«16–31»");
        assertThat(noted.get(0).answer())
                .contains("\"access_token\": «✕»")
                .doesNotContain(partner.tokens.get(0) + "\"");
        assertThat(noted.get(1).request()).contains("Authorization: «✕»").doesNotContain("Bearer");
    }

    @Test
    void whyATokenWasRefusedCanBeRead() {
        way.with("auth", "client_credentials").with("client_id", "hub").secret("client_secret", "wrong");
        assertThatThrownBy(() -> way.snapshot("rows")).isInstanceOf(HubException.class);
        assertThat(noted).hasSize(1);
        assertThat(noted.get(0).good()).isFalse();
        assertThat(noted.get(0).answer()).startsWith("401").contains("\"error\": \"invalid_client\"");
    }

    @Test
    void whatNobodyAnsweredIsNotedWithTheReason() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        RestWay nobody = new RestWay(closed)
                .resources(ROWS)
                .dealing(new Dealings(Dealings.ownOnly().turns(), noted::add));
        try (Session session = nobody.open()) {
            Calls calls = (Calls) session;
            RowBatch question = RowBatch.of(
                    new Schema(List.of(Column.of("code", ValueType.TEXT))),
                    Collections.singletonList(new Object[] {"015315000214"}),
                    1);
            assertThatThrownBy(() -> calls.call(calls.operation("find"), question, Duration.ofMillis(400)))
                    .isInstanceOf(HubException.class);
        }
        assertThat(noted).hasSize(1);
        assertThat(noted.get(0).status()).isNull();
        assertThat(noted.get(0).failure()).isNotNull();
        assertThat(noted.get(0).answer()).isEmpty();
        assertThat(noted.get(0).request())
                .startsWith("GET /api/find?code=############\n")
                .doesNotContain("015315");
    }

    @Test
    void whatIsNoJsonIsNotShown() {
        partner.raw("/api/torn", "[{\"code\": \"015315000214\", \"hoTen\": \"Nguyễn");
        partner.raw("/api/other", "Nguyễn Thị Thảo 015315000214");
        RestWay odd = way.resources("""
                torn: { path: /torn, columns: { code: /code, name: /hoTen } }
                other: { path: /other, columns: { code: /code } }
                """);
        assertThatThrownBy(() -> odd.snapshot("torn")).isInstanceOf(HubException.class);
        assertThatThrownBy(() -> odd.snapshot("other")).isInstanceOf(HubException.class);
        assertThat(noted).allSatisfy(one -> assertThat(one.answer()).doesNotContain("Nguyễn", "015315000214"));
        assertThat(noted.get(0).answer()).endsWith("«?»");
    }

    /** Values of every kind, in each place of an exchange where one can stand: none of them is in what is noted. */
    @Test
    void noValueIsInWhatIsNoted() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            noted.clear();
            partner.rows.clear();
            List<String> values = new ArrayList<>();
            for (int row = 0; row < 3; row++) {
                partner.rows.add(Map.of(
                        "code",
                        kept(values, random),
                        "hoTen",
                        List.of(kept(values, random), Map.of("code", kept(values, random))),
                        "born",
                        Map.of(kept(values, random), kept(values, random)),
                        kept(values, random),
                        kept(values, random)));
            }
            partner.once.add(new PartnerApi.Once(
                    random.nextBoolean() ? 200 : 418,
                    Map.of(
                            "Location",
                            "/" + kept(values, random),
                            "Set-Cookie",
                            "s=" + kept(values, random),
                            "X-" + kept(values, random),
                            kept(values, random),
                            "Content-Type",
                            random.nextBoolean() ? "application/json" : "text/" + kept(values, random)),
                    "[{\"code\": \"" + kept(values, random) + "\", \"detail\": \"" + kept(values, random) + "\""
                            + (random.nextBoolean() ? "}]" : "")));
            RestWay asked = way.with("headers", Map.of("X-Of", kept(values, random)))
                    .with("auth", "api_key")
                    .secret("api_key", kept(values, random));
            assertThat(catchThrowable(() -> asked.snapshot("rows")))
                    .satisfiesAnyOf(fine -> assertThat(fine).isNull(), odd -> assertThat(odd)
                            .isInstanceOf(HubException.class));
            String question = kept(values, random);
            try (Session session = asked.open()) {
                Calls calls = (Calls) session;
                Schema schema = new Schema(List.of(Column.of("code", ValueType.TEXT)));
                Answer answer = calls.call(
                        calls.operation("find"),
                        RowBatch.of(schema, Collections.singletonList(new Object[] {question}), 1));
                assertThat(answer.rejected()).isEmpty();
            }
            assertThat(noted).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(2);
            for (Exchange one : noted) {
                assertThat(values).as("seed %d", seed).allSatisfy(value -> assertThat(
                                one.request() + one.answer() + one.failure())
                        .doesNotContainIgnoringCase(value));
            }
        }
    }

    /** A name, an id, a number or a word, of so many letters that it stands nowhere by chance. */
    private static String kept(List<String> values, Random random) {
        String letters = random.nextBoolean() ? "abcdeghiklmnopqrstuvxy" : "0123456789";
        StringBuilder value = new StringBuilder();
        for (int letter = 7 + random.nextInt(40); letter > 0; letter--) {
            value.append(letters.charAt(random.nextInt(letters.length())));
        }
        values.add(value.toString());
        return value.toString();
    }
}
