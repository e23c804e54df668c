package vn.lienthong.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.kernel.HubException;

/** What an operator says of a catalogue of data flows is true, or the hub does not start. */
class LineageSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"catalogue:5000", "ftp://catalogue/", "http://me:secret@catalogue/", "no address"})
    void whatIsNoAddressRefusesTheStart(String url) {
        assertThatThrownBy(() -> new LineageSettings(url, "", ""))
                .isInstanceOfSatisfying(HubException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(LineageError.URL_INVALID);
                    assertThat(refused.problem().en()).doesNotContain("secret");
                });
    }

    @Test
    void aKeyThatCannotBeReadRefusesTheStart() {
        assertThatThrownBy(() ->
                        LineageConfiguration.client(new LineageSettings("http://127.0.0.1:9", "", "/nowhere/key")))
                .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.code())
                        .isEqualTo(LineageError.KEY_UNREADABLE));
    }
}
