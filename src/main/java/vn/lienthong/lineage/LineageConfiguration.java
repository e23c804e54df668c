package vn.lienthong.lineage;

import io.openlineage.client.OpenLineageClient;
import io.openlineage.client.transports.ApiKeyTokenProvider;
import io.openlineage.client.transports.HttpConfig;
import io.openlineage.client.transports.HttpTransport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import vn.lienthong.kernel.HubException;
import vn.lienthong.sync.SyncJobs;

/** Puts the room together. Where no catalogue is named nobody listens to runs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LineageSettings.class)
class LineageConfiguration {
    private static final int PATIENCE_MILLIS = 5_000;

    @Bean
    @Conditional(Named.class)
    LineageTeller lineageTeller(LineageSettings settings, SyncJobs jobs) {
        return new LineageTeller(client(settings), new RunLineage(settings.namespace()), name -> jobs.find(name)
                .orElse(null));
    }

    static OpenLineageClient client(LineageSettings settings) {
        HttpConfig way = new HttpConfig();
        way.setUrl(URI.create(settings.url().strip()));
        way.setTimeoutInMillis(PATIENCE_MILLIS);
        if (!settings.keyFile().isBlank()) {
            ApiKeyTokenProvider key = new ApiKeyTokenProvider();
            key.setApiKey(key(Path.of(settings.keyFile())));
            way.setAuth(key);
        }
        return OpenLineageClient.builder().transport(new HttpTransport(way)).build();
    }

    private static String key(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new HubException(LineageError.KEY_UNREADABLE, Map.of("file", file), unreadable);
        }
    }

    /** Whether a catalogue is named. */
    static final class Named implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata bean) {
            return !context.getEnvironment()
                    .getProperty("lienthong.lineage.url", "")
                    .isBlank();
        }
    }
}
