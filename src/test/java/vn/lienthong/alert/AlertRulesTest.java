package vn.lienthong.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.document.Variables;
import vn.lienthong.kernel.Health;

/** What the file says holds; what is wrong in it is said with its line, and changes nothing. */
class AlertRulesTest {
    private static final String MAIL =
            "{ channel: mail, type: email, agency: G03, host: mail.example, from: hub@moet.example, to: [cntt@moet.example] }";

    @TempDir
    Path folder;

    @Test
    void whatIsNotSaidIsAsUsual() throws IOException {
        AlertFile file = file("channels:\n  - " + MAIL + "\ntell:\n  - { channels: [mail] }\n");

        assertThat(file.problems()).isEmpty();
        Channel mail = file.now().channel("mail").orElseThrow();
        assertThat(mail.tls()).isEqualTo(Channel.Tls.STARTTLS);
        assertThat(mail.port()).isEqualTo(587);
        assertThat(mail.language().getLanguage()).isEqualTo("vi");
        assertThat(file.now().settling()).isEqualTo(Settling.USUAL);
        Tell tell = file.now().tells().get(0);
        assertThat(tell.states()).containsExactlyInAnyOrder(Health.State.FAILED, Health.State.WAITING);
        assertThat(tell.agencies()).isEmpty();
        assertThat(tell.escalation()).isNull();
    }

    @Test
    void timesAndPeopleAboveAreRead() throws IOException {
        AlertFile file = file("settle: { failed: 30s, calm: 1d }\nchannels:\n  - " + MAIL
                + "\ntell:\n  - { channels: [mail], escalate: { after: 90m, channels: [mail] } }\n");

        assertThat(file.problems()).isEmpty();
        assertThat(file.now().settling())
                .isEqualTo(new Settling(Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofDays(1)));
        assertThat(file.now().tells().get(0).escalation().after()).isEqualTo(Duration.ofMinutes(90));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ channel: b, type: email, agency: G03, host: h, to: [a@b.vn] }                              | needs from",
                "{ channel: b, type: email, agency: G03, host: h, from: a@b.vn, to: [a@b.vn], username: u }   | needs secret",
                "{ channel: b, type: webhook, agency: G03, host: h, path: /x }                                | needs secret",
                "{ channel: b, type: webhook, agency: G03, host: h, path: /x, secret: hunter2 }               | never stands in the file",
                "{ channel: b, type: webhook, agency: G03, host: h, path: /x, secret: \"${secret:alert_c/secret}\" } | never stands in the file",
                "{ channel: b, type: telegram, agency: G03, to: [\"1\"], tls: starttls, secret: \"${secret:alert_b/secret}\" } | Only a mail server",
                "{ channel: b, type: pigeon, agency: G03 }                                                    | type",
                "{ channel: mail, type: telegram, agency: G03, to: [\"1\"], secret: \"${secret:alert_mail/secret}\" } | two channels mail"
            })
    void whatIsWrongInAChannelIsSaidAndNoSecretIsRepeated(String channel, String said) throws IOException {
        AlertFile file = file("channels:\n  - " + MAIL + "\n  - " + channel + "\n");

        assertThat(file.now().channels()).isEmpty();
        assertThat(file.problems()).isNotEmpty();
        Problem problem = file.problems().get(0);
        assertThat(problem.line()).isEqualTo(3);
        assertThat(problem.what().en()).contains(said);
        assertThat(problem.what().vi() + problem.remedy().vi()).isNotBlank().doesNotContain("hunter2");
    }

    @Test
    void aRuleNamesChannelsThatAreThere() throws IOException {
        AlertFile file = file("channels:\n  - " + MAIL + "\ntell:\n  - { channels: [mial] }\n");

        assertThat(file.problems()).hasSize(1);
        assertThat(file.problems().get(0).line()).isEqualTo(4);
        assertThat(file.problems().get(0).what().en()).isEqualTo("There is no channel mial in this file. Known: mail.");
    }

    private AlertFile file(String yaml) throws IOException {
        Files.writeString(folder.resolve(AlertFile.NAME), yaml);
        return new AlertFile(folder, new DocumentKinds(), Variables.of(Map.of()));
    }
}
