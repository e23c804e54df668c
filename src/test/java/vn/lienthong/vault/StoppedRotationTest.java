package vn.lienthong.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.kernel.Secret;

/** Wherever a rotation is stopped, the hub starts with the key that fits and goes on. */
class StoppedRotationTest extends RotationGround {
    @ParameterizedTest
    @ValueSource(strings = {"making", "made", "wrapped", "recorded", "committed 2", "in place"})
    void whereverItIsStoppedTheHubStartsAndAskingOnceMoreRotates(String step) throws IOException {
        Node before = new Node(null);
        before.vault.seal("a", "password", Secret.of("of a"));
        hold(before.vault, "a row");
        String first = Files.readString(data.resolve("key"));

        Node stopped = new Node(null, passed -> {
            if (passed.equals(step)) {
                throw new Killed();
            }
        });
        assertThatThrownBy(() -> stopped.rotation.rotate("platform")).isInstanceOf(Killed.class);

        Node started = new Node(null);
        assertThat(started.vault.open("a", "password").orElseThrow().reveal()).isEqualTo("of a");
        started.rotation.rotate("platform");
        clock.advance(Duration.ofMinutes(2));
        assertThat(started.resealing.left()).isPositive();
        assertThat(started.resealing.goOn(Duration.ofSeconds(30))).isTrue();
        assertThat(started.resealing.left()).isZero();

        Node again = new Node(null);
        assertThat(again.vault.open("a", "password").orElseThrow().reveal()).isEqualTo("of a");
        assertThat(again.vault.open(contents().get(0), PLACE)).isEqualTo(bytes("a row"));
        assertThat(again.wrapped.all()).hasSize(1);
        assertThat(data.resolve("key.next")).doesNotExist();
        assertThat(Files.readString(data.resolve("key"))).isNotEqualTo(first);
        assertThat(Files.getPosixFilePermissions(data.resolve("key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Files.writeString(data.resolve("key"), first);
        assertThat(refused(() -> new Node(null)).code()).isEqualTo(VaultError.KEY_WRONG);
    }

    @Test
    void stoppedInTheMiddleSealingAnewGoesOnWhereItWas() {
        Node before = new Node(null);
        for (int row = 0; row < 300; row++) {
            hold(before.vault, "row " + row);
        }
        before.rotation.rotate("platform");
        clock.advance(Duration.ofMinutes(2));
        assertThat(before.resealing.goOn(Duration.ZERO)).isFalse();
        assertThat(before.resealing.left()).isBetween(1L, 299L);

        Node after = new Node(null);
        assertThat(after.resealing.goOn(Duration.ofMinutes(1))).isTrue();
        List<byte[]> rows = contents();
        for (int row = 0; row < 300; row++) {
            assertThat(after.vault.open(rows.get(row), PLACE)).isEqualTo(bytes("row " + row));
        }
    }
}
