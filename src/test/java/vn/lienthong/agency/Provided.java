package vn.lienthong.agency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import vn.lienthong.testing.TestProvider;

/** Sign-in providers of a hub under test: good ones, and some that do not answer as they should. */
final class Provided implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of("lienthong.sign-in.oidc-on-loopback=true")
                .and(provider("moet", Providers.MOET.issuer()))
                .and(
                        "lienthong.sign-in.oidc.moet.title.vi=Tài khoản ngành giáo dục",
                        "lienthong.sign-in.oidc.moet.title.en=Education account")
                .and(provider("strict", Providers.STRICT.issuer()))
                .and(
                        "lienthong.sign-in.oidc.strict.amr=otp",
                        "lienthong.sign-in.oidc.strict.acr=silver,gold",
                        "lienthong.sign-in.oidc.strict.client-secret=")
                .and("lienthong.sign-in.oidc.strict.client-secret-file=" + secret())
                .and(provider("leaving", Providers.LEAVING.issuer()))
                .and(provider("away", "http://localhost:9"))
                .and(provider("liar", Providers.MOET.issuer() + "/"))
                .applyTo(context);
    }

    private static String[] provider(String id, String issuer) {
        String start = "lienthong.sign-in.oidc." + id;
        return new String[] {
            start + ".issuer=" + issuer,
            start + ".client-id=" + TestProvider.CLIENT,
            start + ".client-secret=" + TestProvider.SECRET
        };
    }

    private static Path secret() {
        try {
            return Files.writeString(Files.createTempFile("client", "secret"), TestProvider.SECRET + "\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Tells the providers where the hub is and what time it is, and lets them behave. */
    static void know(int port, Clock clock) {
        Providers.MOET.know(port, "moet");
        Providers.STRICT.know(port, "strict");
        for (TestProvider provider : List.of(Providers.MOET, Providers.STRICT, Providers.LEAVING)) {
            provider.straighten();
            provider.goesBy(clock);
        }
    }
}
