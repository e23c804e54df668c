package vn.lienthong.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the hub its state: a server of its own under the data folder, or the one that was named. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({HubFolders.class, ExternalDatabase.class})
class StateConfiguration {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Taken before anything is started in the folder, unless whoever starts the hub has taken it already. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    DataFolderLock dataFolderLock(HubFolders folders) {
        return DataFolderLock.take(folders.data());
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnProperty(name = "lienthong.db.url", matchIfMissing = true, havingValue = "never")
    PostgresServer stateServer(HubFolders folders, DataFolderLock lock, ObjectProvider<StateStart> begun) {
        return begun.getIfAvailable(() -> StateStart.begin(folders)).server();
    }

    @Bean
    DataSource dataSource(DataFolderLock lock, ExternalDatabase external, ObjectProvider<PostgresServer> embedded) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("state");
        pool.setMaximumPoolSize(20);
        pool.setMinimumIdle(2);
        pool.setConnectionTimeout(10_000);
        PostgresServer server = embedded.getIfAvailable();
        if (server != null) {
            pool.setDataSource(server.database(StateStart.DATABASE));
        } else {
            ExternalReach.prove(external);
            pool.setJdbcUrl(external.url());
            pool.setUsername(external.username());
            pool.setPassword(external.password());
        }
        return new HikariDataSource(pool);
    }
}
