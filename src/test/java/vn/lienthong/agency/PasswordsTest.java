package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.kernel.HubException;

/** Which passwords are not taken because they are known. */
class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @ParameterizedTest
    @ValueSource(strings = {"123456789012", "matkhau123456", "MailCreated5240", "1QAZ2wsx3edc", "123456QWERTY"})
    void whatIsKnownIsNotTakenHoweverItIsWritten(String password) {
        assertCommon(password);
    }

    /** A list of shorter ones would be of no use: they are refused for their length. */
    @Test
    void thousandsThatAreLongEnoughComeFromLeaks() throws IOException {
        List<String> leaked = leaked();
        assertThat(leaked).hasSizeGreaterThan(3000).doesNotHaveDuplicates();
        for (String password : leaked) {
            assertThat(password).isEqualTo(password.toLowerCase(Locale.ROOT)).hasSizeBetween(12, Passwords.LONGEST);
            assertThat(password.codePoints().distinct().count()).as(password).isGreaterThanOrEqualTo(4);
            assertCommon(password);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "giaoduc2026!",
                "Học sinh Hà Nội 2026",
                "GIÁO VIÊN 123456",
                "lienthong20262026",
                "Lan Nguyễn 1990!",
                "đào-tạo-sinh-viên"
            })
    void whatIsLittleMoreThanWordsOfTheSectorOrTheNameIsNotTaken(String password) {
        assertRefused(password, AgencyError.PASSWORD_OF_OWN_WORDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "839201847261",
                "mưa rơi trên phố Huế",
                "trường tôi có cây bàng già",
                "концерт под дождём",
                ". , ; : . , ; :",
                "lan thích ăn xoài xanh"
            })
    void anyLettersMakeAPassword(String password) {
        assertThat(passwords.match(password, passwords.hash("lan.nguyen", password)))
                .isTrue();
    }

    @Test
    void aPasswordHasTwelveTo128Letters() {
        String longest = "xy12".repeat(32);
        assertThat(passwords.match(longest, passwords.hash("lan.nguyen", longest)))
                .isTrue();
        assertThat(passwords.match(longest.substring(0, 127), passwords.hash("lan.nguyen", longest)))
                .as("nothing is cut off")
                .isFalse();
        assertRefused(longest + "z", AgencyError.PASSWORD_LENGTH);
        assertThat(passwords.hash("lan.nguyen", "mưa rơi trên")).isNotBlank();
        assertRefused("mưa rơi trê", AgencyError.PASSWORD_LENGTH);
    }

    private void assertCommon(String password) {
        assertRefused(password, AgencyError.PASSWORD_COMMON);
    }

    private void assertRefused(String password, AgencyError why) {
        assertThatThrownBy(() -> passwords.hash("lan.nguyen", password))
                .as(password)
                .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.code())
                        .isEqualTo(why));
    }

    private static List<String> leaked() throws IOException {
        try (InputStream list =
                Objects.requireNonNull(PasswordsTest.class.getResourceAsStream("/leaked-passwords.txt"))) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
