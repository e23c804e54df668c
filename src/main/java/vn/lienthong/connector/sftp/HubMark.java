package vn.lienthong.connector.sftp;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** By what a hub, whichever of its nodes, is told from others at a server. Asks the database when first used. */
@FunctionalInterface
interface HubMark {
    /** Ten letters and digits. */
    String value();

    /** Keeps the mark in the hub's database. */
    @Configuration(proxyBeanMethods = false)
    class Kept {
        @Bean
        HubMark sftpHubMark(JdbcClient state) {
            return () -> state.sql("select mark from connector_sftp_mark")
                    .query(String.class)
                    .single();
        }
    }
}
