package vn.lienthong.sample;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the sample runs.
 *
 * @param enabled whether it runs at all
 * @param pupils how many pupils all systems together start with; 0 for the usual number
 * @param faultyEvery one faulty record in so many
 * @param life how often some records change; zero for never
 */
@ConfigurationProperties("lienthong.sample")
public record SampleSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("0") long pupils,
        @DefaultValue("250") int faultyEvery,
        @DefaultValue("1m") Duration life) {
    /** The sample as a newcomer sees it. */
    public static SampleSettings usual() {
        return new SampleSettings(true, 0, 250, Duration.ofMinutes(1));
    }

    SampleSize size() {
        return pupils == 0 ? SampleSize.USUAL : SampleSize.ofPupils(pupils);
    }
}
