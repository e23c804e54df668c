package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import vn.lienthong.agency.SignInToken;

/** A real browser looking at the console. Where there is none the test is skipped, except under CI, where it fails. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;
    private final List<String> complaints = new ArrayList<>();

    private Browser(Playwright playwright) {
        this.playwright = playwright;
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    static Browser start() {
        boolean there = Files.isExecutable(CHROMIUM);
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            assertThat(there).as("Chromium at " + CHROMIUM).isTrue();
        }
        Assumptions.assumeTrue(there, "SKIPPED: no Chromium at " + CHROMIUM + ", the console was not looked at");
        return new Browser(Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));
    }

    /** A new page of a reader of their own; what the browser complains about is kept. */
    Page page(int width, ColorScheme look) {
        BrowserContext context = browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, 900)
                .setColorScheme(look));
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        return page;
    }

    /** A page of somebody who has signed in with the hub's token. */
    Page signedIn(int port, SignInToken token, int width, ColorScheme look) {
        Page page = page(width, look);
        enter(page, port, token);
        return page;
    }

    /** Signs in on a page with the hub's token. */
    static void enter(Page page, int port, SignInToken token) {
        page.navigate("http://127.0.0.1:" + port + "/login");
        page.locator("#first-start summary").click();
        page.locator("#token").fill(current(token));
        page.locator("#enter-first").click();
        page.waitForURL("http://127.0.0.1:" + port + "/*");
    }

    private static String current(SignInToken token) {
        token.provide();
        try {
            return Files.readString(token.file()).strip();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What browsers complained about so far: scripts that failed, files that are missing, the content policy broken. */
    List<String> complaints() {
        return complaints;
    }

    /** Serious and critical faults that axe finds on a page. The script comes in past the content policy. */
    @SuppressWarnings("unchecked")
    static List<String> barriers(Page page) throws IOException {
        try (InputStream script = Browser.class.getResourceAsStream(AXE)) {
            JsonObject expression = new JsonObject();
            expression.addProperty("expression", new String(script.readAllBytes(), StandardCharsets.UTF_8));
            CDPSession session = page.context().newCDPSession(page);
            session.send("Runtime.evaluate", expression);
            session.detach();
        }
        List<String> found = (List<String>) page.evaluate("""
                async () => (await axe.run(document)).violations
                    .filter(v => v.impact === 'serious' || v.impact === 'critical')
                    .map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | '))
                """);
        return found.stream().map(fault -> page.url() + " " + fault).toList();
    }

    /** Closes it; whatever it complained about on any page, and no test expected, fails the tests. */
    @Override
    public void close() {
        browser.close();
        playwright.close();
        assertThat(complaints).as("complaints of the browser").isEmpty();
    }
}
