package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.HubApplication;
import vn.lienthong.cli.CommandLineDoor;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.SetClock;
import vn.lienthong.testing.Testers;

/** {@code lienthong sign-in} and {@code sign-out} against a running hub. */
@HubTest
@Import(AtASetTime.class)
class SignInCommandTest {
    @Autowired
    ApplicationContext hub;

    @Autowired
    SetClock clock;

    @LocalServerPort
    int port;

    @TempDir
    Path home;

    private String said = "";

    @ParameterizedTest
    @ValueSource(strings = {"vi", "en"})
    void whoSignsInNeedsNoTokenUntilHeSignsOut(String language) throws Exception {
        Assumptions.assumeTrue(System.getenv("XDG_CONFIG_HOME") == null, "SKIPPED: tokens are kept elsewhere here");
        Enrolled who = Enrolled.in(hub, "cli." + language, "viewer", "H26");
        clock.advance(Duration.ofSeconds(30));
        String server = "http://127.0.0.1:" + port;
        Locale locale = Locale.forLanguageTag(language);

        assertThat(enter(locale, "", "token", "list", "--server", server)).isEqualTo(1);
        assertThat(said).contains("lienthong sign-in");
        assertThat(enter(locale, who.name() + "\nwrong wrong\n1\n", "sign-in", "--server", server))
                .isEqualTo(1);
        String right = who.name() + "\n" + who.password() + "\n" + who.code() + "\n";
        assertThat(enter(locale, right, "sign-in", "--server", server)).isZero();
        Path kept = home.resolve(".config/lienthong/tokens.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        assertThat(said).doesNotContain(who.password());

        assertThat(enter(locale, "", "token", "list", "--server", server + "/")).isZero();
        assertThat(said).contains("sign-in", who.name());
        String text = Files.readString(kept);
        assertThat(enter(locale, "", "sign-out", "--server", server)).isZero();
        assertThat(Files.readString(kept)).isEqualTo("{}").isNotEqualTo(text);
        assertThat(enter(locale, "", "token", "list", "--server", server)).isEqualTo(1);
        String token = text.replaceAll(".*\":\"([^\"]+)\".*", "$1");
        assertThat(enter(locale, "", "token", "list", "--server", server, "--token", token))
                .as("it has ended in the hub, too")
                .isEqualTo(1);
    }

    /** Whoever comes by a sign-in provider has no password that a command could ask for. */
    @ParameterizedTest
    @ValueSource(strings = {"vi", "en"})
    void whoHasNoPasswordBringsATokenOfHisOwnPage(String language) throws Exception {
        Assumptions.assumeTrue(System.getenv("XDG_CONFIG_HOME") == null, "SKIPPED: tokens are kept elsewhere here");
        String person = "cli.page." + language;
        Testers.admit(hub.getBean(JdbcClient.class), person, "viewer", "H26");
        String token = hub.getBean(ApiTokens.class)
                .issue(person, "from-the-page", Duration.ofHours(1))
                .token();
        String server = "http://127.0.0.1:" + port;
        Locale locale = Locale.forLanguageTag(language);
        Path kept = home.resolve(".config/lienthong/tokens.json");

        assertThat(enter(locale, person + "\nno password\n1\n", "sign-in", "--server", server))
                .isEqualTo(1);
        assertThat(said).contains("lienthong sign-in --by-token --server " + server);
        assertThat(enter(locale, "guessed\n", "sign-in", "--by-token", "--server", server))
                .isEqualTo(1);
        assertThat(kept).doesNotExist();
        assertThat(enter(locale, token + "\n", "sign-in", "--by-token", "--server", server + "/"))
                .isZero();
        assertThat(said).contains(server + "/me#new-token").doesNotContain(token);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        assertThat(enter(locale, "", "token", "list", "--server", server)).isZero();
        assertThat(said).contains("from-the-page", person);
        assertThat(enter(locale, "", "sign-out", "--server", server)).isZero();
        assertThat(hub.getBean(ApiTokens.class).bearer(token)).isEmpty();
    }

    @Test
    void aPasswordIsNotSentReadablyThroughANetwork() {
        assertThat(enter(Locale.ENGLISH, "x\ny\nz\n", "sign-in", "--server", "http://hub.example:8080"))
                .isEqualTo(1);
        assertThat(said).contains("not encrypted", "https");
        assertThat(enter(Locale.ENGLISH, "", "sign-in")).isEqualTo(1);
        assertThat(said).contains("--server");
    }

    private int enter(Locale language, String typed, String... arguments) {
        InputStream keyboard = System.in;
        String before = System.getProperty("user.home");
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        PrintStream shown = new PrintStream(screen, true, StandardCharsets.UTF_8);
        try {
            System.setProperty("user.home", home.toString());
            System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
            return new CommandLineDoor(HubApplication.class, language, shown, shown).enter(arguments);
        } finally {
            System.setIn(keyboard);
            System.setProperty("user.home", before);
            said = screen.toString(StandardCharsets.UTF_8);
        }
    }
}
