package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import vn.lienthong.sync.Limit;

/** Figures are written one way in each language. */
class FiguresTest {
    private static final Instant NOW = Instant.parse("2026-11-26T03:00:00Z");

    private final Figures vi = figures("vi");
    private final Figures en = figures("en");

    @Test
    void aLimitAndAShareAreWrittenAlike() {
        assertThat(vi.limit(Limit.parse("1%"))).isEqualTo("1 %");
        assertThat(vi.percent(25, 100)).isEqualTo("25 %");
        assertThat(en.limit(Limit.parse("0.5%"))).isEqualTo("0.5%");
        assertThat(vi.limit("0.5%")).isEqualTo("0,5 %");
        assertThat(en.percent(25, 100)).isEqualTo("25%");
        assertThat(vi.limit(Limit.parse("20000"))).isEqualTo("20.000");
        assertThat(vi.limit(null)).isEqualTo("—");
    }

    @Test
    void whoActedIsSaidInWords() {
        assertThat(vi.person("schedule")).isEqualTo("theo lịch");
        assertThat(en.person("first-administrator")).isEqualTo("First administrator");
        assertThat(en.person("tester")).isEqualTo("tester");
    }

    @Test
    void aLargeFigureOfTimeHasOneUnit() {
        assertThat(vi.about(Duration.ofSeconds(770))).isEqualTo("12 phút");
        assertThat(vi.about(Duration.ofMinutes(150))).isEqualTo("2,5 giờ");
        assertThat(en.about(Duration.ofMillis(3400))).isEqualTo("3.4 s");
        assertThat(en.about(null)).isEqualTo("—");
    }

    @Test
    void oneMinuteIsNoMinutes() {
        assertThat(en.when(NOW.minusSeconds(61))).isEqualTo("1 minute ago");
        assertThat(en.when(NOW.minusSeconds(121))).isEqualTo("2 minutes ago");
        assertThat(vi.when(NOW.minusSeconds(61))).isEqualTo("1 phút trước");
    }

    @Test
    void aColumnsMarksStandOnTheirLetters() {
        assertThat(vi.column("Ho\u0323 va\u0300 te\u0302n")).isEqualTo("Họ và tên");
    }

    private static Figures figures(String language) {
        ResourceBundleMessageSource words = new ResourceBundleMessageSource();
        words.setBasenames("i18n/console", "i18n/sync");
        words.setDefaultEncoding("UTF-8");
        return new Figures(
                words,
                Clock.fixed(NOW, ZoneId.of("UTC")),
                ZoneId.of("Asia/Ho_Chi_Minh"),
                Locale.forLanguageTag(language));
    }
}
