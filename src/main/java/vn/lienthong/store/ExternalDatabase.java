package vn.lienthong.store;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * An external PostgreSQL for the hub's state, from {@code LIENTHONG_DB_URL}, {@code _USERNAME}, {@code _PASSWORD}. Without a URL
 * the hub starts a server of its own.
 *
 * @param url {@code jdbc:postgresql://host:port/database}; null for the embedded one
 */
@ConfigurationProperties("lienthong.db")
public record ExternalDatabase(
        @Nullable String url,
        @Nullable String username,
        @Nullable String password) {}
