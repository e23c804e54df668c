package vn.lienthong.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Secret;

/** A new key takes the place of the old one while everything goes on. */
class RotationTest extends RotationGround {
    @Test
    void threadsGoOnSealingAndOpeningAndAfterwardsTheOldKeysOpenNothing() throws Exception {
        Path key = Files.writeString(data.resolve("k"), VaultKey.random().text());
        Node one = new Node(key);
        Node other = new Node(key);
        List<Sealing> oldKeys = new ArrayList<>();
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger opened = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> work = new ArrayList<>();
        for (int at = 0; at < 4; at++) {
            Vault vault = at % 2 == 0 ? one.vault : other.vault;
            String connector = "c" + at;
            work.add(threads.submit(() -> {
                int round = 0;
                while (!enough.get()) {
                    sealAndOpen(vault, connector, "secret " + round++);
                    opened.incrementAndGet();
                }
            }));
        }
        for (int rotation = 1; rotation <= 3; rotation++) {
            oldKeys.addAll(dataKeys(one));
            Files.writeString(key.resolveSibling("k.next"), VaultKey.random().text());
            int before = opened.get();
            one.rotation.rotate("platform");
            await(() -> opened.get() > before + 40);
            clock.advance(Duration.ofMinutes(2));
            await(() -> one.resealing.goOn(Duration.ofSeconds(1)));
            Files.move(key.resolveSibling("k.next"), key, StandardCopyOption.REPLACE_EXISTING);
        }
        enough.set(true);
        for (Future<?> each : work) {
            each.get(); // throws what went wrong in it
        }
        threads.shutdown();
        await(() -> one.resealing.goOn(Duration.ofSeconds(1)));

        Node fresh = new Node(key);
        for (int at = 0; at < 4; at++) {
            assertThat(fresh.vault.open("c" + at, "password")).isPresent();
        }
        List<byte[]> rows = contents();
        assertThat(rows).hasSize(ordinal.get()).allSatisfy(row -> {
            assertThat(fresh.vault.open(row, PLACE)).isNotEmpty();
            assertThat(oldKeys).allSatisfy(old -> assertThatThrownBy(() -> old.open(row, "bytes " + PLACE))
                    .isInstanceOf(HubException.class));
        });
        assertThat(fresh.wrapped.all()).singleElement().returns(4, WrappedKeys.Wrapped::id);
        assertThat(recorded).hasSize(3).allMatch(entry -> entry.act().equals("vault.rotated"));
    }

    @Test
    void anOlderKeyStaysWhileANodeMayStillSealWithItAndWhatComesLaterIsRefused() {
        Node sleeper = new Node(null);
        Sealing late = sleeper.keys.newest();
        Node awake = new Node(null);
        awake.rotation.rotate("platform");
        assertThat(awake.resealing.goOn(Duration.ofSeconds(5))).isFalse();

        hold(late.seal(bytes("in time"), "bytes " + PLACE));
        clock.advance(Duration.ofMinutes(2));
        assertThat(awake.resealing.goOn(Duration.ofSeconds(5))).isTrue();
        assertThat(awake.vault.open(contents().get(0), PLACE)).isEqualTo(bytes("in time"));

        assertThatThrownBy(() -> hold(late.seal(bytes("too late"), "bytes " + PLACE)))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(sleeper.vault.open(contents().get(0), PLACE)).isEqualTo(bytes("in time"));
        hold(sleeper.vault, "after a look");
    }

    @Test
    void aKeyFileThatEverybodyCanReadIsSpokenOf() throws IOException {
        Path key = Files.writeString(data.resolve("k"), VaultKey.random().text());
        VaultGroup group = new VaultGroup(new Node(key).rotation, new VaultFiles(key.toString(), null));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertThat(group.lines().get(0).advice()).isNull();

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(group.lines().get(0).advice().en()).contains("chmod o-r");
    }

    @Test
    void anAlteredValueKeepsItsKeyAndHoldsUpNothingElse() {
        Node node = new Node(null);
        byte[] altered = node.vault.seal(bytes("x"), PLACE);
        altered[altered.length - 1] ^= 1;
        for (int many = 1; many <= 250; many++) {
            hold(altered);
        }
        hold(node.vault, "whole");
        node.rotation.rotate("platform");
        clock.advance(Duration.ofMinutes(2));

        assertThat(node.resealing.goOn(Duration.ofSeconds(5))).isFalse();
        assertThat(node.resealing.left()).isEqualTo(250);
        assertThat(node.vault.open(contents().get(250), PLACE)).isEqualTo(bytes("whole"));
    }

    @Test
    void whoeverRunsTheHubGivesTheNextKeyAndPutsItInPlace() throws IOException {
        Path key = Files.writeString(data.resolve("k"), VaultKey.random().text());
        Path next = data.resolve("k.next");
        Node node = new Node(key);
        node.vault.seal("a", "password", Secret.of("of a"));

        assertThat(refused(() -> node.rotation.rotate("platform")).code()).isEqualTo(VaultError.KEY_NEXT_MISSING);
        Files.copy(key, next);
        assertThat(refused(() -> node.rotation.rotate("platform")).code()).isEqualTo(VaultError.KEY_NEXT_SAME);
        assertThat(recorded).isEmpty();
        String old = Files.readString(key);
        Files.writeString(next, VaultKey.random().text());
        node.rotation.rotate("platform");

        assertThat(Files.readString(key)).as("it is not the hub's to replace").isEqualTo(old);
        Node restarted = new Node(key);
        assertThat(restarted.rotation.toBePutInPlace()).isTrue();
        assertThat(restarted.vault.open("a", "password")).isPresent();
        Files.move(next, key, StandardCopyOption.REPLACE_EXISTING);
        assertThat(restarted.rotation.toBePutInPlace()).isFalse();
        assertThat(new Node(key).vault.open("a", "password")).isPresent();
        Files.writeString(key, old);
        assertThat(refused(() -> new Node(key)).code()).isEqualTo(VaultError.KEY_WRONG);
    }

    @Test
    void aNodeWithoutTheNewKeyGoesOnWithWhatItKnows() throws IOException {
        Path key = Files.writeString(data.resolve("k"), VaultKey.random().text());
        Files.writeString(data.resolve("k.next"), VaultKey.random().text());
        Path elsewhere = Files.createDirectory(data.resolve("elsewhere"));
        Node forgotten = new Node(Files.copy(key, elsewhere.resolve("k")));
        Node node = new Node(key);
        node.vault.seal("a", "password", Secret.of("of a"));
        node.rotation.rotate("platform");

        forgotten.keys.look();
        assertThat(forgotten.vault.open("a", "password")).isPresent();
        hold(forgotten.vault, "still sealed with the older key");
        assertThat(forgotten.resealing.goOn(Duration.ofSeconds(1))).isFalse();
        Files.copy(data.resolve("k.next"), elsewhere.resolve("k.next"));
        clock.advance(Duration.ofMinutes(2));
        assertThat(forgotten.resealing.goOn(Duration.ofSeconds(5))).isTrue();
        assertThat(forgotten.vault.open("a", "password")).isPresent();
    }

    @Test
    void whatWasSealedBeforeThereWereDataKeysStaysReadableAndIsSealedAnew() throws IOException {
        state.sql("drop schema public cascade").update();
        state.sql("create schema public").update();
        withoutRepeatable().target("22").load().migrate();
        VaultKey master = VaultKey.random();
        Files.writeString(data.resolve("key"), master.text());
        state.sql("insert into vault_canaries (name, sealed) values ('key', ?)")
                .param(Sealing.master(master).seal(bytes("canary"), "canary key"))
                .update();
        state.sql("insert into vault_secrets (connector, field, sealed, sealed_at) values ('a', 'password', ?, now())")
                .param(Sealing.master(master).seal(bytes("of a"), "secret a/password"))
                .update();
        migrate();

        Node node = new Node(null);
        assertThat(node.vault.open("a", "password").orElseThrow().reveal()).isEqualTo("of a");
        assertThat(node.vault.seal(bytes("x"), PLACE)[0])
                .as("until the first rotation a hub of before can read it")
                .isEqualTo((byte) 1);
        node.rotation.rotate("platform");
        clock.advance(Duration.ofMinutes(2));
        assertThat(node.resealing.goOn(Duration.ofSeconds(5))).isTrue();
        assertThat(new Node(null).vault.open("a", "password").orElseThrow().reveal())
                .isEqualTo("of a");
        byte[] kept = state.sql("select sealed from vault_secrets")
                .query(byte[].class)
                .single();
        assertThatThrownBy(() -> Sealing.master(master).open(kept, "secret a/password"))
                .isInstanceOf(HubException.class);
    }

    private void sealAndOpen(Vault vault, String connector, String text) {
        vault.seal(connector, "password", Secret.of(text));
        assertThat(vault.open(connector, "password").orElseThrow().reveal()).isEqualTo(text);
        hold(vault, text);
        List<byte[]> some = state.sql("select content from quarantine_rows where ordinal = ?")
                .param(new Random().nextInt(Math.max(1, ordinal.get() - 8)))
                .query(byte[].class)
                .list();
        some.forEach(row -> assertThat(vault.open(row, PLACE)).isNotEmpty());
    }
}
