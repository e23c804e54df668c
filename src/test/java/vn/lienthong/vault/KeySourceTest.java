package vn.lienthong.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.kernel.HubException;

/** The master key comes from one place, and nobody guesses which. */
class KeySourceTest {
    private static final String ONE = VaultKey.random().text();
    private static final String OTHER = VaultKey.random().text();

    @TempDir
    Path data;

    @Test
    void whereNothingIsGivenTheHubKeepsItsOwn() {
        KeySource own = KeySource.of(new VaultFiles(null, null), data);

        assertThat(own.place()).isEqualTo(data.resolve("key").toString());
        assertThat(own.key()).isEmpty();
    }

    @Test
    void aKeyComesFromAFileWithTheNextOneBesideIt() throws IOException {
        Path file = Files.writeString(data.resolve("k"), ONE + "\n");
        Files.writeString(data.resolve("k.next"), OTHER + "\n");

        KeySource source = KeySource.of(new VaultFiles(file.toString(), null), data);

        assertThat(source.key().orElseThrow().text()).isEqualTo(ONE);
        assertThat(source.next().orElseThrow().text()).isEqualTo(OTHER);
    }

    @Test
    void aKeyComesAsACredentialOfSystemd() throws IOException {
        Files.writeString(data.resolve("lienthong-key"), ONE);
        Files.writeString(data.resolve("lienthong-key.next"), OTHER);

        KeySource source = KeySource.of(new VaultFiles(null, null, data.toString(), null, null), data);

        assertThat(source.key().orElseThrow().text()).isEqualTo(ONE);
        assertThat(source.next().orElseThrow().text()).isEqualTo(OTHER);
    }

    @Test
    void otherCredentialsOfSystemdAreNoKey() throws IOException {
        Path folder = Files.createDirectory(data.resolve("credentials"));
        Files.writeString(folder.resolve("something-else"), "x");

        KeySource source = KeySource.of(new VaultFiles(null, null, folder.toString(), null, null), data);

        assertThat(source.place()).isEqualTo(data.resolve("key").toString());
    }

    @Test
    void aKeyComesFromTheEnvironmentAndIsNotPrinted() {
        VaultFiles files = new VaultFiles("", null, "", ONE, OTHER);
        KeySource source = KeySource.of(files, data);

        assertThat(source.key().orElseThrow().text()).isEqualTo(ONE);
        assertThat(source.next().orElseThrow().text()).isEqualTo(OTHER);
        assertThat(files.toString() + source.key()).doesNotContain(ONE).doesNotContain(OTHER);
    }

    @Test
    void twoPlacesAreRefusedByName() throws IOException {
        Files.writeString(data.resolve("lienthong-key"), ONE);
        HubException refused =
                refused(new VaultFiles(data.resolve("k").toString(), null, data.toString(), OTHER, null));

        assertThat(refused.code()).isEqualTo(VaultError.KEY_TWICE);
        assertThat(refused.problem().en())
                .contains("LIENTHONG_KEY_FILE, CREDENTIALS_DIRECTORY, LIENTHONG_KEY")
                .doesNotContain(OTHER);
    }

    @Test
    void aNextKeyWithoutTheKeyInUseIsRefused() {
        assertThat(refused(new VaultFiles(null, null, null, null, OTHER)).code())
                .isEqualTo(VaultError.KEY_NEXT_ALONE);
    }

    @Test
    void aBrokenKeyOfTheEnvironmentIsNotQuoted() {
        HubException refused = refused(new VaultFiles(null, null, null, "not*base64", null));

        assertThat(refused.code()).isEqualTo(VaultError.KEY_MALFORMED);
        assertThat(refused.getMessage()).contains("LIENTHONG_KEY").doesNotContain("not*base64");
    }

    private HubException refused(VaultFiles files) {
        return catchThrowableOfType(HubException.class, () -> KeySource.of(files, data));
    }
}
