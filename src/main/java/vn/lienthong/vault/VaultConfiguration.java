package vn.lienthong.vault;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.store.HubFolders;

/** Opens the vault when the hub starts, or refuses to start. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VaultFiles.class)
class VaultConfiguration {
    @Bean
    Vault vault(JdbcClient state, HubFolders folders, VaultFiles files, Clock clock) {
        return Vault.open(state, folders.data(), files, clock);
    }
}
