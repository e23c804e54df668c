package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a page does against its policy, or wrong, fails the test that opened it. */
class BrowserTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p style='color:red'>x</p>",
                "<script>document.title = 'x'</script>",
                "<img src='https://elsewhere.example/x.png'>",
                "<script src='/late.js'></script>"
            })
    void aPageThatBreaksItsPolicyFails(String body) {
        Browser browser = Browser.start();
        Page page = browser.page(390, ColorScheme.LIGHT);
        page.route(
                "**/*",
                route -> route.fulfill(new FulfillOptions()
                        .setStatus(route.request().url().endsWith(".js") ? 500 : 200)
                        .setHeaders(
                                Map.of("Content-Type", "text/html", "Content-Security-Policy", "default-src 'self'"))
                        .setBody(body)));
        page.navigate("http://console.example/");

        assertThatThrownBy(browser::close).isInstanceOf(AssertionError.class).hasMessageContaining("console.example");
    }
}
