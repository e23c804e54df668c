package vn.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a route can show has words, in both languages. */
class RouteWordsTest {
    @ParameterizedTest
    @ValueSource(strings = {"vi", "en"})
    void everyStepAndEveryStateHasWords(String language) {
        ResourceBundle words = ResourceBundle.getBundle("i18n/route", Locale.forLanguageTag(language));

        List<String> keys = Stream.concat(
                        JobRoute.STEPS.stream().map(step -> "route.step." + step),
                        Arrays.stream(RouteState.values()).map(state -> "route.state." + state))
                .toList();

        assertThat(words.keySet()).containsAll(keys);
        assertThat(keys).allSatisfy(key -> assertThat(words.getString(key)).isNotBlank());
    }
}
