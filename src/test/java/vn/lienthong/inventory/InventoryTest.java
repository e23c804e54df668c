package vn.lienthong.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.autoconfigure.web.servlet.MockMvcPrint;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import vn.lienthong.agency.Agencies;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.agency.HandedTables;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.TestSystems;
import vn.lienthong.testing.Testers;
import vn.lienthong.vault.Vault;

/** The inventory in a whole hub: real databases behind two of its systems. */
@HubTest
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InventoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    @Autowired
    JdbcClient state;

    @Autowired
    Agencies agencies;

    @Autowired
    HandedTables tables;

    @Autowired
    MockMvc door;

    private ApiCaller api;
    private TestSystems systems;

    @BeforeAll
    void lay() throws IOException {
        Files.writeString(folders.connectors().resolve("agencies.yaml"), """
                agencies:
                  - { code: G03, name: { vi: Bộ Giáo dục, en: Ministry of Education } }
                  - { code: H26, name: { vi: Sở Hà Nội, en: Hanoi department }, parent: G03 }
                  - { code: H29, name: { vi: Sở TP. Hồ Chí Minh, en: HCMC department }, parent: G03 }
                """);
        await().atMost(PATIENCE).until(() -> agencies.all().size() == 3);
        api = new ApiCaller(http, tokens);
        systems = new TestSystems(folders, vault, "H26", "G03");
        JdbcTemplate hanoi = systems.connector("inv-hanoi", "H26", """
                  hoc_sinh: { from: public.hoc_sinh, classes: { ho_ten: personal, so_dinh_danh: personal, "*": internal } }
                """);
        hanoi.execute("""
                create table hoc_sinh (ma_hs text primary key, ho_ten text, ngay_sinh date, so_dinh_danh text,
                    gioi_tinh text, dia_chi text, sua_luc timestamp)
                """);
        JdbcTemplate ministry = systems.connector("inv-ministry", "G03", """
                  pupils: { from: public.pupils, classes: { full_name: personal, identity_no: personal, "*": internal } }
                """);
        ministry.execute("""
                create table pupils (id bigint primary key, full_name text, dob date, identity_no text, province text)
                """);
        for (int i = 1; i <= 300; i++) {
            String id = "0012150%05d".formatted(i);
            hanoi.update(
                    "insert into hoc_sinh values (?, ?, date '2010-01-01' + ?::int, ?, 'Nam', 'Hà Nội', now())",
                    "HS" + i,
                    "Nguyễn Văn " + i,
                    i,
                    id);
            if (i <= 150) {
                // every tenth was typed again, and otherwise
                String name = i % 10 == 0 ? "Khác " + i : "NGUYỄN VĂN " + i;
                ministry.update(
                        "insert into pupils values (?, ?, date '2010-01-01' + ?::int, ?, '01')", i, name, i, id);
            }
        }
    }

    @AfterEach
    void empty() {
        state.sql("truncate inventory_systems, inventory_looks, inventory_datasets, inventory_imports")
                .update();
    }

    @AfterAll
    void leave() throws IOException {
        systems.close();
        Files.delete(folders.connectors().resolve("agencies.yaml"));
    }

    private static Map<String, Object> system(String name, String agency) {
        return Map.of(
                "name",
                name,
                "title",
                Map.of("vi", "Hệ thống " + name, "en", "System " + name),
                "agency",
                agency,
                "holds",
                List.of("pupils"),
                "contractEnd",
                "2026-12-31",
                "yearlyCost",
                410_000_000L,
                "securityLevel",
                3);
    }

    private JsonNode add(Map<String, Object> system) {
        ResponseEntity<JsonNode> answer = api.write(HttpMethod.POST, "systems", system);
        assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(201);
        return answer.getBody();
    }

    private long journal(String act) {
        return state.sql("select count(*) from journal_entries where act = ?")
                .param(act)
                .query(Long.class)
                .single();
    }

    @Test
    void aSystemIsAddedChangedAndEndedAndTheJournalTells() {
        long before = journal("system.altered");
        JsonNode added = add(system("qlth-mot", "H26"));
        assertThat(added.path("yearlyCost").asLong()).isEqualTo(410_000_000);
        assertThat(added.at("/known/state").asText()).isEqualTo("off");
        assertThat(api.write(HttpMethod.POST, "systems", system("qlth-mot", "H26"))
                        .getBody()
                        .path("code")
                        .asText())
                .isEqualTo("inventory.THERE");

        JsonNode altered = api.write(HttpMethod.PUT, "systems/qlth-mot", Map.of("vendor", "Công ty Mẫu", "version", 1))
                .getBody();
        assertThat(altered.path("vendor").asText()).isEqualTo("Công ty Mẫu");
        assertThat(altered.path("securityLevel").asInt())
                .as("what is not sent stays")
                .isEqualTo(3);
        assertThat(journal("system.altered")).isEqualTo(before + 1);
        assertThat(state.sql("""
                        select details::text from journal_entries where act = 'system.altered' order by id desc limit 1
                        """).query(String.class).single())
                .contains("vendor")
                .doesNotContain("Công ty");
        assertThat(api.write(HttpMethod.PUT, "systems/qlth-mot", Map.of("vendor", "Khác", "version", 1))
                        .getBody()
                        .path("code")
                        .asText())
                .as("somebody else was quicker")
                .isEqualTo("inventory.CHANGED");

        assertThat(api.write(HttpMethod.POST, "systems/qlth-mot/end", Map.of("reason", "đã đóng"))
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
        assertThat(api.get("systems/qlth-mot").getStatusCode().value()).isEqualTo(404);
        assertThat(add(system("qlth-mot", "H26")).path("version").asInt()).isGreaterThan(2);
    }

    @Test
    void anAgencyKeepsItsOwnSystemsAndSeesNoOthers() {
        Testers.admit(state, "inv.owner", "connector-owner", "H26");
        Testers.admit(state, "inv.viewer", "viewer", "H26");
        ApiCaller owner = new ApiCaller(http, tokens, "inv.owner");
        add(system("cua-hcm", "H29"));

        assertThat(owner.write(HttpMethod.POST, "systems", system("cua-hn", "H26"))
                        .getStatusCode()
                        .value())
                .isEqualTo(201);
        assertThat(owner.write(HttpMethod.POST, "systems", system("nua", "H29"))
                        .getStatusCode()
                        .value())
                .isEqualTo(403);
        assertThat(owner.write(HttpMethod.PUT, "systems/cua-hn", Map.of("agency", "H29"))
                        .getStatusCode()
                        .value())
                .as("not given away")
                .isEqualTo(403);
        assertThat(owner.get("systems/cua-hcm").getStatusCode().value()).isEqualTo(404);
        assertThat(owner.get("systems").getBody().path("items")).hasSize(1);
        assertThat(new ApiCaller(http, tokens, "inv.viewer")
                        .write(HttpMethod.PUT, "systems/cua-hn", Map.of("vendor", "x"))
                        .getStatusCode()
                        .value())
                .isEqualTo(403);
    }

    @Test
    void whatCannotBeKeptIsRefusedByItsField() {
        assertThat(refusal(Map.of("contractEnd", "2026-12-31", "agency", "H99")))
                .isEqualTo("inventory.AGENCY_UNKNOWN");
        assertThat(refusal(Map.of("holds", List.of("dragons")))).isEqualTo("inventory.KIND_UNKNOWN");
        assertThat(refusal(Map.of("recordOf", List.of("degrees")))).isEqualTo("inventory.RECORD_NOT_HELD");
        assertThat(refusal(Map.of("securityLevel", 9))).isEqualTo("inventory.LEVEL_INVALID");
        assertThat(refusal(Map.of("connectors", List.of("nowhere")))).isEqualTo("inventory.CONNECTOR_UNKNOWN");
        assertThat(refusal(Map.of("name", "import"))).isEqualTo("inventory.CODE_INVALID");
        assertThat(refusal(Map.of("yearlyCost", -1))).isEqualTo("inventory.COST_INVALID");
    }

    private String refusal(Map<String, Object> part) {
        Map<String, Object> whole = new HashMap<>(system("he-sai", "H26"));
        whole.putAll(part);
        return api.write(HttpMethod.POST, "systems", whole)
                .getBody()
                .path("code")
                .asText();
    }

    @Test
    void aConnectorTellsWhatItsSystemHasAndBelongsToOneSystem() {
        Map<String, Object> hanoi = new HashMap<>(system("qlth-hanoi", "H26"));
        hanoi.put("connectors", List.of("inv-hanoi"));
        add(hanoi);
        await().atMost(PATIENCE)
                .until(() ->
                        api.get("systems/qlth-hanoi").getBody().path("datasets").size() == 1);

        JsonNode one = api.get("systems/qlth-hanoi").getBody();
        assertThat(one.at("/system/known/columns").asInt()).isEqualTo(7);
        assertThat(one.at("/system/known/personal").asBoolean()).isTrue();
        assertThat(one.at("/system/known/state").asText()).isEqualTo("ok");
        assertThat(one.at("/system/known/lastSuccess").asText()).isNotEmpty();
        assertThat(one.at("/datasets/0/kinds/0").asText()).isEqualTo("pupils");
        assertThat(one.toString()).doesNotContain("Nguyễn Văn");

        Map<String, Object> other = new HashMap<>(system("khac", "H26"));
        other.put("connectors", List.of("inv-hanoi"));
        assertThat(api.write(HttpMethod.POST, "systems", other)
                        .getBody()
                        .path("code")
                        .asText())
                .isEqualTo("inventory.CONNECTOR_TAKEN");
    }

    private JsonNode handIn(String name, byte[] file) {
        HttpHeaders headers = new HttpHeaders();
        headers.setBearerAuth(
                tokens.issue(Testers.TESTER, "test", Duration.ofMinutes(5)).token());
        headers.setContentType(MediaType.APPLICATION_OCTET_STREAM);
        headers.set(HttpHeaders.ACCEPT_LANGUAGE, "en");
        return http.exchange(
                        "/api/v1/systems/import?file=" + name,
                        HttpMethod.POST,
                        new HttpEntity<>(file, headers),
                        JsonNode.class)
                .getBody();
    }

    private ResponseEntity<JsonNode> apply(JsonNode preview) {
        return api.write(
                HttpMethod.POST,
                "systems/import/" + preview.path("number").asLong() + "/apply",
                Map.of("mark", preview.path("mark").asText()));
    }

    @Test
    void aThousandSystemsAreListedInATurn() throws Exception {
        state.sql("""
                        insert into inventory_systems (name, title_vi, title_en, agency, technology, contract_end, yearly_cost, holds,
                            record_of, connectors, version, changed_by, changed_at)
                        select 'so-' || n, 'Hệ thống số ' || n, 'System ' || n, 'H26', 'Oracle', date '2026-01-01' + n, n * 1000000,
                               '{pupils,teachers}', '{}', '{}', 1, 'an', now()
                        from generate_series(1, 1000) n
                        """).update();
        page("/systems");
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long begun = System.nanoTime();
            String page = page("/systems?q=oracle&kind=pupils&sort=cost&from=50");
            fastest = Math.min(fastest, System.nanoTime() - begun);
            assertThat(page).contains("id=\"system-so-950\"", "id=\"system-so-901\"", "51–100 trong 1.000");
            assertThat(page).doesNotContain("id=\"system-so-951\"", "id=\"system-so-900\"");
        }
        assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofMillis(200));
    }

    private String page(String address) throws Exception {
        MockHttpServletResponse answer = door.perform(MockMvcRequestBuilders.get(address)
                        .with(user(Testers.TESTER))
                        .locale(Locale.forLanguageTag("vi")))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).as(address).isEqualTo(200);
        return answer.getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    void pagesShowASystemAndItsForm() throws Exception {
        Map<String, Object> hanoi = new HashMap<>(system("qlth-hanoi", "H26"));
        hanoi.put("connectors", List.of("inv-hanoi"));
        add(hanoi);
        await().atMost(PATIENCE)
                .until(() ->
                        api.get("systems/qlth-hanoi").getBody().path("datasets").size() == 1);
        assertThat(page("/systems/qlth-hanoi")).contains("410.000.000 đồng", "so_dinh_danh", "Sở Hà Nội", "cấp 3");
        assertThat(page("/systems/qlth-hanoi/edit")).contains("value=\"31/12/2026\"", "value=\"inv-hanoi\" checked");
        assertThat(page("/systems/new?connector=inv-ministry")).contains("value=\"inv-ministry\"");
        assertThat(page("/systems/import")).contains("/systems/template.xlsx");
        assertThat(page("/systems")).contains("qlth-hanoi", "Đã kết nối");
    }

    @Test
    void aWorkbookShowsWhatItWouldDoWritesItAtOnceAndIsUndone() {
        add(system("co-san", "H26"));
        byte[] book = tables.workbook(
                "Rà soát",
                List.of(
                        List.of(
                                "Tên hệ thống",
                                "Mã hệ thống",
                                "Đơn vị chủ quản",
                                "Hết hợp đồng",
                                "Chi phí mỗi năm",
                                "Dữ liệu"),
                        List.of(
                                "Hệ thống co-san",
                                "co-san",
                                "H26",
                                "30/06/2027",
                                "500 triệu",
                                "Học sinh; Điểm, học bạ"),
                        List.of("Thu học phí", "", "Sở Hà Nội", "", "", "Học phí, tài chính"),
                        List.of("Không chủ", "", "", "31/12/2026", "", ""),
                        List.of("Sai ngày", "sai-ngay", "H26", "31/02/2027", "nhiều", "")));

        JsonNode preview = handIn("ra-soat.xlsx", book);
        assertThat(preview.path("added")).hasSize(1);
        assertThat(preview.at("/added/0/name").asText()).isEqualTo("thu-hoc-phi");
        assertThat(preview.path("altered")).hasSize(1);
        assertThat(preview.at("/altered/0/fields").toString()).contains("500000000", "30/06/2027");
        assertThat(preview.path("faults")).hasSize(3);
        assertThat(preview.at("/faults/0/place").asText()).contains("C4");
        assertThat(api.get("systems").getBody().path("items")).as("nothing yet").hasSize(1);

        ResponseEntity<JsonNode> done = apply(preview);
        assertThat(done.getStatusCode().value()).as("%s", done.getBody()).isEqualTo(200);
        assertThat(api.get("systems").getBody().path("items")).hasSize(2);
        assertThat(api.get("systems/co-san").getBody().at("/system/yearlyCost").asLong())
                .isEqualTo(500_000_000);
        assertThat(apply(preview).getBody().path("code").asText()).isEqualTo("inventory.IMPORT_DONE");

        String undo = "systems/import/" + preview.path("number").asLong() + "/undo";
        assertThat(api.write(HttpMethod.POST, undo, null).getStatusCode().value())
                .isEqualTo(204);
        assertThat(api.get("systems").getBody().path("items")).hasSize(1);
        assertThat(api.get("systems/co-san").getBody().at("/system/yearlyCost").asLong())
                .isEqualTo(410_000_000);
        assertThat(api.write(HttpMethod.POST, undo, null).getBody().path("code").asText())
                .isEqualTo("inventory.UNDO_NOTHING");
    }

    @Test
    void whatChangedMeanwhileIsNeitherWrittenOverNorUndone() {
        add(system("mot", "H26"));
        byte[] book = tables.workbook(
                "A",
                List.of(
                        List.of("Hệ thống", "Chủ quản", "Mã", "Nhà cung cấp"),
                        List.of("Hệ thống mot", "H26", "mot", "A")));
        JsonNode preview = handIn("a.xlsx", book);
        api.write(HttpMethod.PUT, "systems/mot", Map.of("vendor", "B"));
        assertThat(apply(preview).getBody().path("code").asText()).isEqualTo("inventory.IMPORT_CHANGED");

        JsonNode again = handIn("a.xlsx", book);
        assertThat(apply(again).getStatusCode().value()).isEqualTo(200);
        api.write(HttpMethod.PUT, "systems/mot", Map.of("vendor", "C"));
        assertThat(api.write(
                                HttpMethod.POST,
                                "systems/import/" + again.path("number").asLong() + "/undo",
                                null)
                        .getBody()
                        .path("code")
                        .asText())
                .isEqualTo("inventory.UNDO_CHANGED");
        assertThat(api.get("systems/mot").getBody().at("/system/vendor").asText())
                .isEqualTo("C");
    }

    @Test
    void whatWasTakenAwayIsTheSameWhenHandedInAgain() {
        add(system("mot", "H26"));
        add(system("hai", "H29"));
        HttpHeaders headers = new HttpHeaders();
        headers.setBearerAuth(
                tokens.issue(Testers.TESTER, "test", Duration.ofMinutes(5)).token());
        byte[] book = http.exchange(
                        "/api/v1/systems/export.xlsx", HttpMethod.GET, new HttpEntity<>(headers), byte[].class)
                .getBody();
        JsonNode preview = handIn("he-thong.xlsx", book);
        assertThat(preview.path("unchanged").asInt()).as("%s", preview).isEqualTo(2);
        assertThat(preview.path("added")).isEmpty();
        assertThat(preview.path("faults")).isEmpty();
    }
}
