package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a job or a run can show has words, in both languages. */
class SyncWordsTest {
    @ParameterizedTest
    @ValueSource(strings = {"vi", "en"})
    void everyStateTriggerGuardAndAnswerHasWords(String language) {
        ResourceBundle words = ResourceBundle.getBundle("i18n/sync", Locale.forLanguageTag(language));

        List<String> keys = Stream.of(
                        each(Run.Trigger.values(), it -> "run.by." + it.name().toLowerCase(Locale.ROOT)),
                        each(Run.Trigger.values(), it -> "run.lede." + it.name().toLowerCase(Locale.ROOT)),
                        each(SyncJob.Read.values(), it -> "job.read." + it),
                        each(RunEvent.Kind.values(), it -> "event." + it),
                        each(GuardStop.Reason.values(), it -> "guard." + it),
                        each(GuardStop.Reason.values(), it -> "decision." + it),
                        each(GuardStop.Reason.values(), it -> "decision." + it + ".more"),
                        each(GuardStop.Reason.values(), it -> "decision." + it + ".decline"),
                        each(GuardStop.Reason.values(), it -> "decision." + it + ".continue"),
                        each(GuardStop.Reason.values(), it -> "decision." + it + ".continue.yes"),
                        each(Follows.Answer.values(), it -> "gap." + it),
                        each(Follows.Answer.values(), it -> "gap." + it + ".more"),
                        each(Follows.Answer.values(), it -> "gap.said." + it),
                        each(Follows.Answer.values(), it -> "gap.answered." + it),
                        Stream.of("following", "catching-up", "first-read", "silent", "retrying")
                                .flatMap(word -> Stream.of("standing." + word, "job.lede." + word)),
                        Stream.of("late", "overdue", "partner-rests", "filling", "coming-up", "route-dead")
                                .map(word -> "standing." + word))
                .flatMap(Function.identity())
                .toList();

        assertThat(words.keySet()).containsAll(keys);
        assertThat(keys).allSatisfy(key -> assertThat(words.getString(key)).isNotBlank());
    }

    private static <T> Stream<String> each(T[] values, Function<T, String> key) {
        return Arrays.stream(values).map(key);
    }
}
