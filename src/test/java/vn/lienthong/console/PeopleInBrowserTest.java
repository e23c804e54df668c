package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import vn.lienthong.agency.SignInToken;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.HubTest;

/** Somebody is invited, sets up a phone, signs in, and sees what he may, in a browser. */
@HubTest
@TestPropertySource(properties = "vn.lienthong.test=people")
class PeopleInBrowserTest {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    @LocalServerPort
    int port;

    @Autowired
    SignInToken token;

    @Autowired
    HubFolders folders;

    @ParameterizedTest
    @CsvSource({"vi,1440,LIGHT", "en,390,DARK"})
    void anInvitationLeadsToAnAccountOfItsOwn(String language, int width, ColorScheme look) throws Exception {
        Files.writeString(folders.connectors().resolve("agencies.yaml"), """
                agencies:
                  - { code: G03, name: { vi: Bộ Giáo dục và Đào tạo, en: Ministry of Education and Training } }
                  - { code: H26, name: { vi: Sở Giáo dục và Đào tạo Hà Nội, en: Hanoi Department of Education }, parent: G03 }
                """);
        // nobody's name is given twice, also where this runs once more
        String name = "lan." + language + Long.toString(System.nanoTime(), 36);
        try (Browser browser = Browser.start()) {
            Page keeper = browser.signedIn(port, token, width, look);
            keeper.navigate(address("/people?lang=" + language));
            looked(keeper, "people", language);
            keeper.locator("a[href='/people/new?agency=H26']").click();
            looked(keeper, "new", language);
            keeper.locator("#name").fill(name);
            keeper.locator("#title").fill("Nguyễn Thị Lan");
            keeper.locator("input[name=roles][value=viewer]").check();
            keeper.locator("#reason").fill("QĐ 12/QĐ-SGDĐT");
            keeper.locator("main button.btn-primary").click();
            keeper.waitForURL("**/people/" + name);
            String invitation = keeper.locator("#invitation").textContent();
            looked(keeper, "one", language);
            keeper.reload();
            assertThat(keeper.locator("#invitation").count()).as("shown once").isZero();

            Page lan = browser.page(width, look);
            lan.navigate(address("/invitation?lang=" + language));
            looked(lan, "invitation", language);
            lan.locator("#person").fill(name);
            lan.locator("#invitation").fill(invitation);
            lan.locator("#password").fill("mưa rơi trên phố Huế");
            lan.locator("#again").fill("mưa rơi trên phố Huế");
            lan.locator("button.btn-primary").click();
            byte[] secret = secret(lan.locator("#secret").textContent());
            looked(lan, "phone", language);
            lan.locator("#code").fill(code(secret, 0));
            lan.locator("button.btn-primary").click();
            assertThat(lan.locator("#codes li").count()).isEqualTo(10);
            looked(lan, "recovery", language);

            lan.locator("#to-login").click();
            looked(lan, "login", language);
            lan.locator("#person").fill(name);
            lan.locator("#password").fill("mưa rơi trên phố Huế");
            lan.locator("#code").fill(code(secret, 1));
            lan.locator("#account button").click();
            lan.waitForURL(address("/"));

            lan.navigate(address("/me"));
            assertThat(lan.locator("h1").textContent()).isEqualTo("Nguyễn Thị Lan");
            lan.locator("#new-token summary").click();
            lan.locator("#purpose").fill("report");
            looked(lan, "me", language);
            lan.locator("#new-token button").click();
            assertThat(lan.locator("#token").textContent()).hasSizeGreaterThan(40);
            assertThat(lan.locator("#tokens tbody tr").count()).isEqualTo(1);
            looked(lan, "me-token", language);

            lan.navigate(address("/people"));
            assertThat(lan.locator("#tree").textContent()).contains(name).doesNotContain("first-administrator");
            assertThat(lan.locator("a[href^='/people/new']").count()).isZero();
            assertThat(lan.locator("#nav-quarantine").count()).isZero();
            lan.navigate(address("/people/" + name));
            assertThat(lan.locator("main form").count())
                    .as("nobody changes himself")
                    .isZero();

            keeper.navigate(address("/people/" + name));
            keeper.locator("a[data-dialog=ending]").click();
            keeper.locator("#end-reason").fill("Chuyển công tác");
            looked(keeper, "end", language);
            keeper.locator("#ending button").click();
            keeper.waitForURL(address("/people"));
            assertThat(keeper.locator("#tree").textContent()).doesNotContain(name);
            lan.navigate(address("/me"));
            assertThat(lan.url()).contains("/login");
        }
    }

    @Test
    void agenciesComeOutOfAFileThatIsLookedAtFirst() throws IOException {
        Files.writeString(folders.connectors().resolve("agencies.yaml"), """
                agencies:
                  - { code: G03, name: { vi: Bộ Giáo dục và Đào tạo, en: Ministry of Education and Training } }
                """);
        String rows = "Mã cơ quan,Tên cơ quan,Cơ quan cấp trên\n000.00.00.K38,Sở Giáo dục và Đào tạo Lào Cai,G03\n"
                + "K38.1,Phòng Giáo dục và Đào tạo Sa Pa,%s\n";
        try (Browser browser = Browser.start()) {
            Page keeper = browser.signedIn(port, token, 390, ColorScheme.DARK);
            keeper.navigate(address("/agencies?lang=vi"));
            looked(keeper, "agencies", "vi");
            keeper.locator("a[href='/agencies/import']").click();
            looked(keeper, "agencies-import", "vi");
            handIn(keeper, rows.formatted("K99"));
            assertThat(keeper.locator("#faults").textContent()).contains("dòng 3, cột 3", "K99");
            assertThat(keeper.locator("#apply").count()).isZero();
            looked(keeper, "agencies-faults", "vi");

            keeper.navigate(address("/agencies/import"));
            handIn(keeper, rows.formatted("K38"));
            looked(keeper, "agencies-preview", "vi");
            keeper.locator("#reason").fill("QĐ 12/QĐ-SGDĐT");
            keeper.locator("#apply button").click();
            keeper.waitForURL(address("/agencies"));
            assertThat(keeper.locator("#tree tbody tr").allTextContents().toString())
                    .matches("(?s).*G03.*K38.*K38\\.1.*");

            keeper.locator("#agency-K38 a").click();
            assertThat(keeper.locator("main").textContent()).contains("000.00.00.K38");
            keeper.locator("a[data-dialog=ending]").click();
            keeper.locator("#end-reason").fill("sáp nhập");
            keeper.locator("#ending button").click();
            assertThat(keeper.locator(".lt-note").textContent()).contains("K38.1");
            looked(keeper, "agency", "vi");
            keeper.navigate(address("/agencies?q=sa+pa"));
            assertThat(keeper.locator("#tree tbody tr").count()).isEqualTo(1);
        }
    }

    private static void handIn(Page page, String rows) {
        page.locator("#file")
                .setInputFiles(new FilePayload("co-quan.csv", "text/csv", rows.getBytes(StandardCharsets.UTF_8)));
        page.locator("#import button").click();
        page.waitForURL("**/agencies/import/*");
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** Nothing hangs over the edge, nothing keeps anybody out; with {@code LIENTHONG_SHOTS} there is a picture in that folder. */
    private static void looked(Page page, String name, String language) throws IOException {
        assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as(name)
                .isEqualTo(0);
        assertThat(page.getAttribute("html", "lang")).isEqualTo(language);
        assertThat(Browser.barriers(page)).isEmpty();
        String shots = System.getenv("LIENTHONG_SHOTS");
        if (shots != null) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of(shots, name + "-" + language + ".png")));
        }
    }

    private static String code(byte[] secret, int later) throws GeneralSecurityException {
        TimeBasedOneTimePasswordGenerator phone = new TimeBasedOneTimePasswordGenerator(Duration.ofSeconds(30), 6);
        return String.format(
                Locale.ROOT,
                "%06d",
                phone.generateOneTimePassword(
                        new SecretKeySpec(secret, "HmacSHA1"), Instant.now().plusSeconds(30L * later)));
    }

    private static byte[] secret(String text) {
        String letters = text.replace(" ", "");
        byte[] secret = new byte[letters.length() * 5 / 8];
        int held = 0;
        int bits = 0;
        int at = 0;
        for (char letter : letters.toCharArray()) {
            held = held << 5 | LETTERS.indexOf(letter);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                secret[at++] = (byte) (held >> bits);
            }
        }
        return secret;
    }
}
