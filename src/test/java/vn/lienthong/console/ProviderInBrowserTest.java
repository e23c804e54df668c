package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import vn.lienthong.agency.SignInToken;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.TestProvider;

/**
 * Somebody comes by a sign-in provider, in a browser that holds to the content policy, and to cookies that no other site's link brings
 * along: hub and provider are two sites.
 */
@HubTest
class ProviderInBrowserTest {
    private static TestProvider provider;

    @LocalServerPort
    int port;

    @Autowired
    SignInToken token;

    @DynamicPropertySource
    static void provided(DynamicPropertyRegistry settings) {
        String start = "lienthong.sign-in.oidc.moet.";
        settings.add("lienthong.sign-in.oidc-on-loopback", () -> true);
        settings.add(start + "issuer", () -> provider().issuer());
        settings.add(start + "client-id", () -> TestProvider.CLIENT);
        settings.add(start + "client-secret", () -> TestProvider.SECRET);
        settings.add(start + "title.vi", () -> "Tài khoản ngành giáo dục");
        settings.add(start + "title.en", () -> "Education account");
    }

    private static TestProvider provider() {
        if (provider == null) {
            provider = TestProvider.start();
        }
        return provider;
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @ParameterizedTest
    @CsvSource({"vi,1440,LIGHT", "en,390,DARK"})
    void anInvitationASignInAConfirmationAndAWayOut(String language, int width, ColorScheme look) throws Exception {
        provider().know(port, "moet");
        String name = "nga." + language;
        try (Browser browser = Browser.start()) {
            Page keeper = browser.signedIn(port, token, width, look);
            String invitation = invited(keeper, name);

            keeper.navigate(address("/settings?lang=" + language));
            assertThat(keeper.locator("main").textContent()).contains(provider().issuer());
            looked(keeper, "settings", language);

            Page nga = browser.page(width, look);
            nga.navigate(address("/invitation?lang=" + language));
            nga.locator("#person").fill(name);
            nga.locator("#invitation").fill(invitation);
            looked(nga, "invitation", language);
            nga.locator("#by-moet").click();
            there(nga, name);
            nga.waitForURL(address("/"));
            nga.navigate(address("/me"));
            assertThat(nga.locator("#identities").textContent())
                    .contains(language.equals("vi") ? "ngành" : "Education");
            looked(nga, "me", language);

            leave(nga);
            nga.locator("#by-moet").waitFor();
            looked(nga, "login", language);
            provider().bend(claims -> claims.claim("auth_time", Date.from(Instant.EPOCH)));
            nga.locator("#by-moet").click();
            there(nga, name);
            nga.waitForURL(address("/"));
            provider().straighten();

            nga.navigate(address("/me/confirm"));
            assertThat(nga.locator("#go-on").count()).isZero();
            looked(nga, "confirm", language);
            nga.locator("#by-moet").click();
            there(nga, name);
            nga.waitForURL(address("/me/confirm"));
            nga.locator("#go-on").waitFor();
            looked(nga, "confirmed", language);

            leave(nga);
            nga.locator("#by-moet").click();
            there(nga, "nobody-here");
            nga.waitForURL(address("/login?refused=identity"));
            looked(nga, "unknown", language);
        }
    }

    private String invited(Page keeper, String name) {
        keeper.navigate(address("/people/new"));
        keeper.locator("#name").fill(name);
        keeper.locator("#title").fill("Lê Thị Nga");
        keeper.locator("input[name=roles][value=viewer]").check();
        keeper.locator("#reason").fill("QĐ 14/QĐ-BGDĐT");
        keeper.locator("main button.btn-primary").click();
        keeper.waitForURL("**/people/" + name);
        return keeper.locator("#invitation").textContent();
    }

    /** At the provider, which asks who it is. */
    private static void there(Page page, String name) {
        page.waitForURL(provider().issuer() + "/login");
        page.locator("input[name=username]").fill(name);
        page.locator("input[name=password]").fill(TestProvider.PASSWORD);
        page.locator("button[type=submit]").click();
    }

    /** Out of the hub and of the provider, and back. */
    private void leave(Page page) {
        page.locator("#me summary").click();
        page.locator("#me form button").click();
        page.waitForURL(address("/login?left"));
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
                    .setPath(Path.of(shots, "provider-" + name + "-" + language + ".png")));
        }
    }
}
