package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Goes through the console as one reader: from the first page along every link to a page, one of each kind of address. Each page is
 * looked at, and its picture kept in {@code target/screenshots}.
 */
final class Walk {
    private static final Path PICTURES = Path.of("target/screenshots");
    private static final int MOST_PAGES = 150;

    private final Page page;
    private final String hub;
    private final String language;
    private final Pages pages;
    private final Path pictures;
    private final boolean thorough;
    private final Map<String, String> seen = new TreeMap<>();
    private final Set<String> queued = new HashSet<>();
    private final Deque<String> ahead = new ArrayDeque<>();
    private final List<String> faults = new ArrayList<>();

    /**
     * A walk of somebody who is signed in.
     *
     * @param hub its address, without a path
     * @param name what the folder of pictures is called
     * @param thorough whether each page is asked what keeps people from using it, which takes long
     */
    Walk(Page page, String hub, String language, Pages pages, String name, boolean thorough) {
        this.page = page;
        this.hub = hub;
        this.language = language;
        this.pages = pages;
        this.pictures = PICTURES.resolve(name);
        this.thorough = thorough;
        page.onRequest(request -> {
            if (!request.url().startsWith(hub) && !request.url().startsWith("data:")) {
                faults.add(page.url() + " asks " + request.url());
            }
        });
    }

    /** Goes; pages that no link leads to are given. */
    Walk through(List<String> further) throws IOException {
        page.navigate(hub + "/?lang=" + language);
        come("/");
        further.forEach(this::come);
        while (!ahead.isEmpty()) {
            look(ahead.poll());
            assertThat(seen).as("pages, one of each kind").hasSizeLessThan(MOST_PAGES);
        }
        return this;
    }

    /** The kinds of addresses that were seen. */
    Set<String> seen() {
        return seen.keySet();
    }

    /** What was wrong, and where. */
    List<String> faults() {
        return faults;
    }

    private void come(String path) {
        String kind = pages.looksOtherwise(path) ? null : pages.kind(path);
        if (kind != null && queued.add(kind + pages.asked(path))) {
            ahead.add(path);
        }
    }

    private void look(String path) throws IOException {
        Response response = page.navigate(hub + path);
        if (response.status() != 200) {
            faults.add(path + " answers " + response.status());
            return;
        }
        String kind = pages.kind(path);
        page.waitForCondition(() -> page.locator(".htmx-request").count() == 0);
        if (response.headerValue("content-security-policy").contains("unsafe-inline")) {
            faults.add(path + " lets scripts or styles stand in the page");
        }
        if (!language.equals(page.locator("html").getAttribute("lang"))) {
            faults.add(path + " is not in " + language);
        }
        if (page.locator("main").count() == 1
                && page.locator("main").textContent().contains("??")) {
            faults.add(path + " lacks words");
        }
        Object wider = page.evaluate("document.documentElement.scrollWidth - innerWidth");
        if (!Integer.valueOf(0).equals(wider)) {
            faults.add(path + " is " + wider + " px wider than the window");
        }
        if (thorough) {
            faults.addAll(Browser.barriers(page));
        }
        String picture =
                (kind + pages.asked(path)).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(pictures.resolve((picture.isEmpty() ? "overview" : picture) + ".png")));
        seen.put(kind, path);
        links().forEach(this::come);
    }

    private List<String> links() {
        Object found = page.locator("a[href^='/']:not([download])")
                .evaluateAll("all => all.map(link => link.getAttribute('href').split('#')[0])");
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }
}
