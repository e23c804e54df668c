package vn.lienthong.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Gives each test context a state database and folders of its own. */
public final class TestHub implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String database = TestPostgres.newState();
        try {
            Path folder = Files.createTempDirectory("lienthong-test-hub");
            Files.createDirectories(folder.resolve("home/connectors"));
            Files.createDirectories(folder.resolve("home/routes"));
            TestPropertyValues.of(
                            "lienthong.db.url=jdbc:postgresql://127.0.0.1:"
                                    + TestPostgres.server().port() + "/" + database,
                            "lienthong.db.username=" + TestPostgres.server().user(),
                            "lienthong.db.password=" + TestPostgres.server().password(),
                            "lienthong.folders.home=" + folder.resolve("home"),
                            "lienthong.folders.data=" + folder.resolve("data"))
                    .applyTo(context);
            context.addApplicationListener(event -> {
                if (event instanceof ApplicationStartedEvent started) {
                    Testers.admit(started.getApplicationContext().getBean(JdbcClient.class));
                }
            });
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
