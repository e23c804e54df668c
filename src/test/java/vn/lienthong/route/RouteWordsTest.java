package vn.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.connector.Circuit;
import vn.lienthong.kernel.Health;

/** Whatever a route can show has words, in both languages. */
class RouteWordsTest {
    @ParameterizedTest
    @ValueSource(strings = {"vi", "en"})
    void everyStepAndEveryStateHasWords(String language) {
        ResourceBundle words = ResourceBundle.getBundle("i18n/route", Locale.forLanguageTag(language));

        List<String> keys = Stream.of(
                        JobRoute.STEPS.stream().map(step -> "route.step." + step),
                        ServiceRoute.STEPS.stream()
                                .map(step -> "route.step." + (step.equals("count") ? "counting" : step)),
                        Arrays.stream(Health.State.values()).map(state -> "health." + state),
                        Arrays.stream(RouteHealth.Group.values()).map(group -> "route.group." + group),
                        Arrays.stream(Circuit.values()).map(circuit -> "route.circuit." + circuit),
                        RouteLines.HOURS.stream().map(hours -> "route.span." + hours),
                        Stream.of(
                                        "hindered",
                                        "errors",
                                        "answers",
                                        "quiet",
                                        "unseen",
                                        "unreachable",
                                        "over",
                                        "partner-rests",
                                        "partner-tried")
                                .map(code -> "standing." + code))
                .flatMap(keysOf -> keysOf)
                .toList();

        assertThat(words.keySet()).containsAll(keys);
        assertThat(keys).allSatisfy(key -> assertThat(words.getString(key)).isNotBlank());
    }
}
