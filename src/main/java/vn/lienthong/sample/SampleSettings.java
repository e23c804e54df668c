package vn.lienthong.sample;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

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
        @DefaultValue("" + FAULTY_EVERY) int faultyEvery,
        @DefaultValue("1m") Duration life) {
    /** One faulty record in so many, unless told otherwise. */
    public static final int FAULTY_EVERY = 250;

    /** As the environment says, before there is any bean. */
    public static SampleSettings of(Environment environment) {
        return Binder.get(environment).bindOrCreate("lienthong.sample", SampleSettings.class);
    }

    SampleSize size() {
        return pupils == 0 ? SampleSize.USUAL : SampleSize.ofPupils(pupils);
    }
}
