package vn.lienthong.agency;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who reads the figures of the hub.
 *
 * @param tokenFile where the token lies that opens them; empty where the hub makes one itself
 */
@ConfigurationProperties("lienthong.metrics")
record MetricsSettings(@DefaultValue String tokenFile) {}
