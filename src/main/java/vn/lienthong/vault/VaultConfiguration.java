package vn.lienthong.vault;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.Journal;
import vn.lienthong.store.HubFolders;

/** Opens the vault when the hub starts, or refuses to start. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VaultFiles.class)
class VaultConfiguration {
    @Bean
    Vault vault(
            JdbcClient state,
            HubFolders folders,
            VaultFiles files,
            Journal journal,
            PlatformTransactionManager transactions,
            Clock clock) {
        TransactionTemplate own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return Vault.open(state, folders.data(), files, journal, own, clock);
    }
}
