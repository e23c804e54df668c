package vn.lienthong.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.agency.People;
import vn.lienthong.kernel.HubException;
import vn.lienthong.store.HubFolders;
import vn.lienthong.store.OwnerOnly;
import vn.lienthong.store.StoreError;

/** Leaves address and token of a running hub in an owner-only file, so that commands on its data folder reach it. */
@Component
class HubDoor {
    static final String FILE = "hub.json";
    private static final String PURPOSE = "command-line";
    private static final Duration VALIDITY = Duration.ofDays(365);

    private final Path file;
    private final ApiTokens tokens;
    private final People people;
    private final ObjectMapper json;
    private int port;

    HubDoor(HubFolders folders, ApiTokens tokens, People people, ObjectMapper json) {
        this.people = people;
        this.file = folders.data().toAbsolutePath().resolve(FILE);
        this.tokens = tokens;
        this.json = json;
    }

    @EventListener
    void listens(WebServerInitializedEvent started) {
        if (!"management".equals(started.getApplicationContext().getServerNamespace())) {
            port = started.getWebServer().getPort();
        }
    }

    @EventListener
    @Order(0)
    void ready(ApplicationReadyEvent ready) {
        tokens.revoke(PURPOSE);
        people.admitFirstAdministrator();
        ApiTokens.Issued issued = tokens.issue(People.FIRST_ADMINISTRATOR, PURPOSE, VALIDITY);
        try {
            OwnerOnly.createFolder(file.getParent());
            OwnerOnly.write(
                    file, json.writeValueAsString(Map.of("url", "http://127.0.0.1:" + port, "token", issued.token())));
        } catch (IOException failed) {
            throw new HubException(
                    StoreError.DATA_FOLDER_UNUSABLE,
                    Map.of("folder", file.getParent(), "why", String.valueOf(failed.getMessage())),
                    failed);
        }
    }

    @EventListener
    void closed(ContextClosedEvent closing) throws IOException {
        Files.deleteIfExists(file);
    }
}
