package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read in the form of a type. */
class SettingsFormTest {
    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb", "csv", "excel", "rest", "soap", "sftp"})
    void everySettingAndEveryChoiceHasItsWords(String type) {
        List<SettingsForm.Field> fields = SettingsForm.of(type).fields();

        assertThat(fields).isNotEmpty().allSatisfy(field -> {
            assertThat(field.title().vi()).as(field.name()).isNotEqualTo(field.name());
            assertThat(field.choices()).allSatisfy(choice -> {
                assertThat(choice.title().vi()).as(field.name()).isNotEqualTo(choice.value());
                assertThat(choice.title().en()).as(field.name()).isNotEqualTo(choice.value());
            });
        });
    }
}
