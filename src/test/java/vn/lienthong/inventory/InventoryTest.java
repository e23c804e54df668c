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
        state.sql("""
                        truncate inventory_systems, inventory_looks, inventory_datasets, inventory_imports, inventory_overlaps,
                            inventory_measurements, inventory_measured
                        """).update();
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
    void aThousandSystemsAreFoundSortedAndTurnedPageByPage() throws Exception {
        state.sql("""
                        insert into inventory_systems (name, title_vi, title_en, agency, technology, contract_end, yearly_cost, holds,
                            record_of, connectors, version, changed_by, changed_at)
                        select 'so-' || n, 'Hệ thống số ' || n, 'System ' || n, 'H26', 'Oracle', date '2026-01-01' + n, n * 1000000,
                               '{pupils,teachers}', '{}', '{}', 1, 'an', now()
                        from generate_series(1, 1000) n
                        """).update();
        String page = page("/systems?q=oracle&kind=pupils&sort=cost&from=50");
        assertThat(page).contains("id=\"system-so-950\"", "id=\"system-so-901\"", "51–100 trong 1.000");
        assertThat(page).doesNotContain("id=\"system-so-951\"", "id=\"system-so-900\"");
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

    private void connected(String name, String agency, String connector) {
        Map<String, Object> system = new HashMap<>(system(name, agency));
        system.put("connectors", List.of(connector));
        add(system);
        await().atMost(PATIENCE)
                .until(() ->
                        api.get("systems/" + name).getBody().path("datasets").size() == 1);
    }

    @Test
    void overlapIsMeasuredOnRecordsThatMatchAndSaysWhy() throws Exception {
        assertThat(api.write(HttpMethod.POST, "systems/measurements", null)
                        .getBody()
                        .path("code")
                        .asText())
                .isEqualTo("inventory.MEASURE_NOTHING");
        connected("qlth-hanoi", "H26", "inv-hanoi");
        connected("csdl-bo", "G03", "inv-ministry");
        JdbcTemplate library = systems.connector("inv-library", "H26", """
                  sach: { from: public.sach, classes: { "*": internal } }
                """);
        library.execute("create table sach (so_dang_ky bigint primary key, nhan_de text)");
        library.update("insert into sach values (1, 'Toán 1')");
        await().atMost(PATIENCE)
                .until(() -> api.get("connectors/inv-library").getStatusCode().is2xxSuccessful());
        connected("thu-vien", "H26", "inv-library");
        assertThat(page("/systems/csdl-bo")).contains("Chưa đo, nên chưa biết.");
        assertThat(page("/systems/thu-vien")).contains("Chưa đo, nên chưa biết.");
        assertThat(api.get("systems/csdl-bo/overlaps").getBody().path("items")).isEmpty();
        assertThat(page("/systems")).contains("chưa đo");

        ResponseEntity<JsonNode> asked = api.write(HttpMethod.POST, "systems/measurements", null);
        assertThat(asked.getStatusCode().value()).as("%s", asked.getBody()).isEqualTo(202);
        String number = "systems/measurements/" + asked.getBody().path("number").asLong();
        await().atMost(PATIENCE)
                .until(() -> !api.get(number).getBody().path("running").asBoolean());
        assertThat(api.get(number).getBody().path("problem").isMissingNode()).isTrue();

        JsonNode ministry = api.get("systems/csdl-bo/overlaps").getBody().at("/items/0");
        assertThat(ministry.path("other").asText()).isEqualTo("qlth-hanoi");
        assertThat(ministry.path("score").asInt())
                .as("150 of 150 records, 3 of 4 fields")
                .isEqualTo(75);
        assertThat(ministry.path("joined").asBoolean()).isFalse();
        JsonNode hanoi = api.get("systems/qlth-hanoi/overlaps").getBody().at("/items/0");
        assertThat(hanoi.path("score").asInt())
                .as("150 of 300 records, 3 of 6 fields")
                .isEqualTo(25);
        assertThat(hanoi.at("/parts/0/compared").asInt()).isEqualTo(300);
        assertThat(hanoi.at("/parts/0/matched").asInt()).isEqualTo(150);
        JsonNode name = same(hanoi, "ho_ten");
        assertThat(name.path("theirs").asText()).isEqualTo("full_name");
        assertThat(name.path("agree").asInt())
                .as("letters large and small do not count")
                .isEqualTo(90);
        assertThat(name.at("/why/0/en").asText()).isEqualTo("both are a full name");
        assertThat(same(hanoi, "so_dinh_danh").toString()).contains("records are matched by it");

        assertThat(page("/systems")).contains("75 %", "trùng 75 %", "không trùng");
        assertThat(page("/systems/thu-vien"))
                .as("measured, and nothing in common")
                .contains("Không thấy hệ thống nào giữ cùng dữ liệu.")
                .doesNotContain("Chưa đo");
        assertThat(page("/systems/csdl-bo")).contains("identity_no", "so_dinh_danh", "90 %");
        assertThat(page("/systems/report")).contains("75 %", "giữ riêng, dễ lệch");
        String kept = state.sql("select coalesce(string_agg(reasons::text, ''), '') from inventory_overlaps")
                .query(String.class)
                .single();
        assertThat(kept).contains("full_name").doesNotContain("Nguyễn", "NGUYỄN", "001215");
        assertThat(journal("connector.sampled")).isPositive();

        Testers.admit(state, "inv.far", "viewer", "H26");
        JsonNode seen = new ApiCaller(http, tokens, "inv.far")
                .get("systems/qlth-hanoi/overlaps")
                .getBody()
                .at("/items/0");
        assertThat(seen.path("score").asInt()).isEqualTo(25);
        assertThat(seen.path("other").isMissingNode())
                .as("not named to whoever does not see it")
                .isTrue();
        assertThat(seen.path("parts")).isEmpty();
    }

    private static JsonNode same(JsonNode overlap, String column) {
        for (JsonNode one : overlap.at("/parts/0/columns")) {
            if (one.path("ours").asText().equals(column)) {
                return one;
            }
        }
        throw new AssertionError(column + " in " + overlap);
    }

    @Test
    void whoeverNeedsSomethingLearnsWhoHasIt() throws Exception {
        add(system("hoc-sinh-hn", "H26"));
        add(system("hoc-sinh-hcm", "H29"));
        Testers.admit(state, "inv.asks", "viewer", "H26");
        JsonNode answer = new ApiCaller(http, tokens, "inv.asks")
                .get("systems/check?need=phần mềm quản lý học sinh")
                .getBody();
        assertThat(answer.at("/kinds/0/en").asText()).isEqualTo("Pupils");
        assertThat(answer.path("holders")).hasSize(1);
        assertThat(answer.at("/holders/0/reasons/0/en").asText()).isEqualTo("holds Pupils");
        assertThat(answer.path("elsewhere")).hasSize(1);
        assertThat(answer.at("/elsewhere/0/agency").asText()).isEqualTo("H29");
        assertThat(answer.toString()).doesNotContain("hoc-sinh-hcm");
        assertThat(page("/systems/check?need=học sinh")).contains("hoc-sinh-hn", "ang giữ Học sinh");
        assertThat(page("/systems/check?need=tàu vũ trụ")).contains("Chưa thấy ai giữ thứ này.");
        assertThat(page("/systems/check")).contains("Kiểm tra trước khi mua");
    }

    @Test
    void theReviewSaysHowMuchIsConnectedAndWhatFirst() throws Exception {
        connected("qlth-hanoi", "H26", "inv-hanoi");
        Map<String, Object> record = new HashMap<>(system("hoc-ba", "H26"));
        record.put("holds", List.of("marks"));
        record.put("recordOf", List.of("marks"));
        record.put("technology", "PostgreSQL 15");
        record.put("contractEnd", "2020-01-31");
        add(record);
        add(Map.of("title", Map.of("vi", "Khác"), "agency", "H29"));

        JsonNode coverage = api.get("systems/coverage").getBody().path("items");
        assertThat(coverage.at("/0/agency").asText()).isEqualTo("H26");
        assertThat(coverage.at("/0/percent").asInt()).isEqualTo(50);
        assertThat(coverage.at("/0/missing/0/en").asText()).isEqualTo("Marks and records");
        assertThat(coverage.at("/1/percent").asInt()).isZero();
        assertThat(page("/systems/report"))
                .contains("à bản gốc của điểm, học bạ", "ối được ngay bằng loại kết nối postgresql", "không ai bảo trì")
                .contains("Mức trùng chưa đo");
        assertThat(page("/systems")).contains("Nên nối trước: Hệ thống hoc-ba", "lt-mx RECORD");

        HttpHeaders headers = new HttpHeaders();
        headers.setBearerAuth(
                tokens.issue(Testers.TESTER, "test", Duration.ofMinutes(5)).token());
        byte[] book = http.exchange(
                        "/api/v1/systems/report.xlsx", HttpMethod.GET, new HttpEntity<>(headers), byte[].class)
                .getBody();
        List<HandedTables.Row> rows = tables.read(
                "report.xlsx",
                book,
                List.of(
                        new HandedTables.Column("points", List.of("Điểm", "Points"), true),
                        new HandedTables.Column("why", List.of("Vì sao", "Why"), true)),
                10);
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).cells().get("points")).isEqualTo("8");
    }
}
