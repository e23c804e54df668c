package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import vn.lienthong.store.HubFolders;

/** Somebody writes an agreement in the form, another one approves it, and the first one finds it on a telephone and renews it. */
final class AgreementWalk implements AutoCloseable {
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Ho_Chi_Minh"));

    private final BrowsedHub hub;
    private final Page page;
    private final List<Path> files = new ArrayList<>();

    /** Lays a service over a dataset of the hub's systems, and an instrument. */
    AgreementWalk(BrowsedHub hub, HubFolders folders) throws IOException {
        this.hub = hub;
        this.page = hub.page();
        lay(folders, "walked.service.yaml", """
                service: walked
                version: 1
                title: { vi: Khối lớp của một em, en: A pupil's grade }
                agency: H26
                dataset: acts-from/tried
                ask: [id]
                answer: [name, grade]
                offer: [rest, soap]
                person: id
                list: { most: 50 }
                deprecated: %s
                until: %s
                """.formatted(TODAY.minusDays(1), TODAY.plusDays(400)));
        lay(folders, "nd-walked.instrument.yaml", """
                instrument: nd-walked
                kind: decree
                number: 13/2023/NĐ-CP
                issued: 2023-04-17
                issuer: Chính phủ
                title: { vi: Bảo vệ dữ liệu cá nhân, en: Protection of personal data }
                agency: H26
                from: 2023-07-01
                until: %s
                """.formatted(TODAY.plusDays(900)));
        await().atMost(BrowsedHub.PATIENCE).until(() -> {
            page.navigate(hub.address("/services"));
            return page.locator("main").textContent().contains("/data/walked/v1");
        });
    }

    private void lay(HubFolders folders, String name, String yaml) throws IOException {
        Path file = folders.routes().resolve(name);
        files.add(file);
        Files.writeString(file, yaml);
    }

    void writes() throws IOException {
        page.navigate(hub.address("/agreements/new?service=walked/1"));
        fits(1280);
        fits(390);
        assertThat(Browser.barriers(page)).isEmpty();
        page.locator("#consumer").fill("G26");
        page.locator("#word").fill("bhxh");
        page.locator("#purposeVi").fill("Xét cấp thẻ");
        page.locator("#purposeEn").fill("Cards");
        page.locator("#where").fill("row.grade >");
        page.locator("#until").fill(TODAY.minusDays(1).toString());
        page.locator("#reason").fill("Theo đề nghị");
        page.locator("button[value=look]").click();

        page.locator("[role=alert]").first().waitFor();
        assertThat(page.locator("#legal_basis-wrong").textContent()).isNotBlank();
        assertThat(page.locator("#answer-wrong").textContent()).isNotBlank();
        assertThat(page.locator("#consumer-wrong").textContent()).isBlank();
        assertThat(page.locator("#purposeVi").inputValue()).isEqualTo("Xét cấp thẻ");
        page.locator("input[name=basis][value=nd-walked]").check();
        page.locator("input[name=answer][value=grade]").check();
        page.locator("button[value=look]").click();
        await().atMost(BrowsedHub.PATIENCE)
                .until(() -> page.locator("#where-wrong").textContent().contains("CEL"));
        assertThat(page.locator("#until-wrong").textContent()).isNotBlank();
        fits(390);

        page.locator("#where").fill("row.grade > 1");
        page.locator("#until").fill(TODAY.plusDays(20).toString());
        page.locator("#list").check();
        page.locator("button[value=look]").click();
        page.locator("#preview").waitFor();
        assertThat(page.locator("#preview").textContent())
                .contains(
                        "Nghị định 13/2023/NĐ-CP, Bảo vệ dữ liệu cá nhân",
                        "grade (nội bộ)",
                        "row.grade > 1",
                        "thành danh sách, tới 50 dòng");
        assertThat(page.locator("#list").isChecked()).isTrue();
        assertThat(page.locator("#answered").textContent())
                .contains("\"grade\": …")
                .doesNotContain("name");
        assertThat(Browser.barriers(page)).isEmpty();
        fits(390);
        page.locator("button[value=propose]").click();
        page.waitForURL("**/approvals/*");
        hub.approvedByAnother();
    }

    void finds() throws IOException {
        page.navigate(hub.address("/services"));
        assertThat(page.locator("#published tr:has-text('/data/walked/v1') td.first .lt-st.slow")
                        .count())
                .as("a version that goes out of use is amber")
                .isOne();
        assertThat(page.locator("[id='agreement-walked.bhxh']").textContent()).contains("được lấy danh sách");
        fits(1280);
        fits(390);
        assertThat(Browser.barriers(page)).isEmpty();
        BoundingBox state =
                page.locator("[id='agreement-walked.bhxh'] td.first .lt-st").boundingBox();
        assertThat(state.x + state.width).as("seen without moving sideways").isLessThan(390);
        page.locator("[id='agreement-walked.bhxh'] a[href*=renew]").click();
        page.waitForURL("**/agreements/new?renew=walked.bhxh");
        page.locator("#until").fill(TODAY.plusDays(200).toString());
        page.locator("#reason").fill("Gia hạn");
        page.locator("button[value=propose]").click();
        page.waitForURL("**/approvals/*");
        assertThat(page.locator("#request").textContent())
                .contains(TODAY.plusDays(20).toString(), TODAY.plusDays(200).toString());
        hub.approvedByAnother();

        page.navigate(hub.address("/agreements/walked.bhxh"));
        fits(390);
        fits(1280);
        assertThat(page.locator("#versions details").count()).isEqualTo(2);
        assertThat(Browser.barriers(page)).isEmpty();
        page.navigate(hub.address("/instruments"));
        fits(390);
        fits(1280);
        assertThat(page.locator("#list").textContent()).contains("walked.bhxh");
        assertThat(Browser.barriers(page)).isEmpty();
    }

    void counts() throws IOException {
        for (String address : List.of("/agreements/walked.bhxh", "/services/usage?service=walked/1")) {
            page.navigate(hub.address(address));
            fits(390);
            fits(1280);
            assertThat(page.locator("#usage rect.found").count()).isEqualTo(29);
            assertThat(page.locator("#usage rect.refused").count()).isEqualTo(21);
            page.locator("#usage details summary").click();
            assertThat(page.locator("#usage tbody tr").count()).isEqualTo(30);
            assertThat(Browser.barriers(page)).isEmpty();
        }
    }

    /** The usage page shows what each program used, and one of them alone. */
    void countsByProgram() throws IOException {
        assertThat(page.locator("#programs tbody tr").allTextContents()).hasSize(2);
        assertThat(page.locator("#programs tbody tr:has-text('cards') rect.found")
                        .count())
                .isEqualTo(15);
        page.locator("#programs a:has-text('cards')").click();
        page.waitForURL("**/services/usage?service=walked/1&program=cards");
        assertThat(page.locator("#usage rect.found").count()).isEqualTo(15);
        fits(390);
        fits(1280);
        assertThat(Browser.barriers(page)).isEmpty();
    }

    /** Somebody tries the service as its consumer would ask it: with an answer, without one, and wrongly. */
    void tries() throws IOException {
        page.navigate(hub.address("/services"));
        page.locator("#published a[href='/services/walked/v1/try']").click();
        page.waitForURL("**/services/walked/v1/try");
        assertThat(page.locator("#answer .lt-empty").count()).isOne();
        call("5");
        assertThat(page.locator("#rest-body").textContent()).contains("\"grade\" : 6");
        assertThat(page.locator("#rest-headers").textContent()).contains("Cache-Control: no-store", "Deprecation: ");
        assertThat(page.locator("#soap-body").isVisible()).isFalse();
        page.locator("#as-rest").focus();
        page.keyboard().press("ArrowRight");
        assertThat(page.locator("#soap-body").textContent()).contains("<grade>6</grade>");
        assertThat(page.locator("#soap-body").isVisible()).isTrue();
        assertThat(page.locator("#rest-body").isVisible()).isFalse();
        page.locator(".soap details summary").click();
        assertThat(page.locator("#soap-question").textContent()).contains("<id>5</id>");
        fits(1280);
        fits(390);
        assertThat(Browser.barriers(page)).isEmpty();
        page.emulateMedia(
                new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE)); // colours change at once
        page.locator("#theme").click();
        assertThat(Browser.barriers(page)).isEmpty();
        page.locator("#theme").click();
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));

        call("-1");
        assertThat(page.locator("#rest-body").textContent()).contains("service.NOTHING_HERE");
        call("five");
        assertThat(page.locator("#rest-body").textContent()).contains("service.ASK_TYPE", "remedy");
        assertThat(page.locator("#ask-0").inputValue()).isEqualTo("five");
        fits(390);
    }

    /** Fills in what is asked and waits for the page with the answer. */
    private void call(String id) {
        page.locator("#ask-0").fill(id);
        page.locator("#reason").fill("Xem trước khi nối");
        page.waitForNavigation(() -> page.locator("#go").click());
        page.locator("#took").waitFor();
    }

    private void fits(int width) {
        page.setViewportSize(width, 900);
        assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as(page.url() + " at " + width)
                .isEqualTo(0);
    }

    @Override
    public void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        page.setViewportSize(1280, 900);
    }
}
