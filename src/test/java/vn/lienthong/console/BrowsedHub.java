package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.ApplicationContext;
import vn.lienthong.agency.SignInToken;
import vn.lienthong.approval.Approvals;
import vn.lienthong.kernel.Callers;
import vn.lienthong.store.HubFolders;
import vn.lienthong.sync.SyncJobs;
import vn.lienthong.testing.Everybody;
import vn.lienthong.testing.Testers;
import vn.lienthong.vault.Vault;

/** A browser with a signed-in page of a hub under test, and the systems that the hub joins. */
record BrowsedHub(ApplicationContext hub, Browser browser, BrowsedSystems systems, Page page) implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * Opens all of it; where there is no browser the test is skipped.
     *
     * @param rules the jobs of {@link BrowsedSystems}
     */
    static BrowsedHub open(ApplicationContext hub, Map<String, String> rules) throws IOException {
        Browser browser = Browser.start();
        try {
            BrowsedSystems systems = new BrowsedSystems(
                    hub.getBean(HubFolders.class), hub.getBean(Vault.class), hub.getBean(SyncJobs.class), rules);
            return new BrowsedHub(hub, browser, systems, signedIn(hub, browser));
        } catch (IOException | RuntimeException failed) {
            browser.close();
            throw failed;
        }
    }

    private static Page signedIn(ApplicationContext hub, Browser browser) {
        Page page = browser.signedIn(port(hub), hub.getBean(SignInToken.class), 1280, ColorScheme.LIGHT);
        page.setDefaultTimeout(PATIENCE.toMillis());
        return page;
    }

    private static int port(ApplicationContext hub) {
        return hub.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** A page of a further reader. */
    Page another() {
        return signedIn(hub, browser);
    }

    /** Opens the page of a job, whose file is laid where it is not there. */
    void open(String job) throws IOException {
        systems.lay(job);
        page.navigate(address("/jobs/" + job));
    }

    /** Somebody else approves what the page asks for, whose reader may not. */
    void approvedByAnother() {
        page.locator("#hindrance").waitFor();
        assertThat(page.locator("#request details"))
                .satisfies(form -> assertThat(form.count()).isZero());
        long number = Long.parseLong(page.url().replaceFirst(".*/approvals/(\\d+).*", "$1"));
        hub.getBean(Callers.class).as(new Everybody(Testers.SECOND), () -> hub.getBean(Approvals.class)
                .approve(number, "Đã xem"));
    }

    String address(String path) {
        return "http://127.0.0.1:" + port(hub) + path;
    }

    void noComplaints() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Override
    public void close() throws IOException {
        try {
            browser.close();
        } finally {
            systems.close();
        }
    }
}
