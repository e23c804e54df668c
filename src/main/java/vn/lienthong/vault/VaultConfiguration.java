package vn.lienthong.vault;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.Journal;
import vn.lienthong.store.HubFolders;

/** Opens the vault when the hub starts, or refuses to start; rotates its keys and seals anew. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VaultFiles.class)
class VaultConfiguration {
    @Bean
    KeySource keySource(VaultFiles files, HubFolders folders) {
        return KeySource.of(files, folders.data());
    }

    @Bean
    KeyCanary keyCanary(JdbcClient state, KeySource source) {
        return new KeyCanary(state, source);
    }

    @Bean
    WrappedKeys wrappedKeys(JdbcClient state, Clock clock) {
        return new WrappedKeys(state, clock);
    }

    @Bean
    Keyring keyring(WrappedKeys wrapped, KeyCanary canary) {
        return new Keyring(wrapped, canary);
    }

    @Bean
    Vault vault(
            Keyring keys,
            JdbcClient state,
            VaultFiles files,
            Journal journal,
            PlatformTransactionManager transactions,
            Clock clock) {
        TransactionTemplate own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return SealedVault.with(keys, state, files, journal, own, clock);
    }

    @Bean
    SealedVersions secretVersions(JdbcClient state, Vault vault, VaultFiles files, Clock clock) {
        return new SealedVersions(state, vault, MountedSecrets.of(state, files), clock);
    }

    @Bean
    KeyRotation keyRotation(
            KeySource source,
            KeyCanary canary,
            WrappedKeys wrapped,
            Keyring keys,
            Journal journal,
            PlatformTransactionManager transactions) {
        return new KeyRotation(
                source, canary, wrapped, keys, journal, new TransactionTemplate(transactions), step -> {});
    }

    @Bean
    Resealing resealing(
            JdbcClient state,
            PlatformTransactionManager transactions,
            Keyring keys,
            WrappedKeys wrapped,
            ObjectProvider<KeepsSealed> rooms,
            Clock clock) {
        return new Resealing(
                state,
                new TransactionTemplate(transactions),
                keys,
                wrapped,
                () -> rooms.stream().flatMap(room -> room.sealed().stream()).toList(),
                clock);
    }

    @Bean
    ResealingClock resealingClock(Resealing resealing) {
        return new ResealingClock(resealing);
    }

    /** Goes on with whatever a rotation left to do, also after a restart; it leaves time to others between two turns. */
    static class ResealingClock {
        private static final Duration A_TURN = Duration.ofSeconds(2);

        private final Resealing resealing;

        ResealingClock(Resealing resealing) {
            this.resealing = resealing;
        }

        @Scheduled(initialDelay = 2, fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
        void goOn() {
            resealing.goOn(A_TURN);
        }
    }
}
