package vn.lienthong.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.agency.CertificateTaken;
import vn.lienthong.agency.HubCertificate;
import vn.lienthong.agency.People;
import vn.lienthong.kernel.HubException;
import vn.lienthong.store.HubFolders;
import vn.lienthong.store.OwnerOnly;
import vn.lienthong.store.StoreError;

/** Leaves address, token and certificate of a running hub in an owner-only file, so that commands on its data folder reach it. */
@Component
class HubDoor {
    static final String FILE = "hub.json";
    private static final String PURPOSE = "command-line";
    private static final Duration VALIDITY = Duration.ofDays(365);

    private final Path file;
    private final ApiTokens tokens;
    private final People people;
    private final ObjectMapper json;
    private final HubCertificate certificate;
    private int port;
    private @Nullable String token;

    HubDoor(HubFolders folders, ApiTokens tokens, People people, HubCertificate certificate, ObjectMapper json) {
        this.certificate = certificate;
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
        token = tokens.issue(People.FIRST_ADMINISTRATOR, PURPOSE, VALIDITY).token();
        write(token);
    }

    /** The mark by which commands know this hub has changed; before the hub is ready there is nothing to change. */
    @EventListener
    void shown(CertificateTaken another) {
        String open = token;
        if (open != null) {
            write(open);
        }
    }

    private void write(String open) {
        Map<String, String> door = new LinkedHashMap<>();
        Optional<String> shown = certificate.fingerprint();
        door.put("url", (shown.isPresent() ? "https" : "http") + "://127.0.0.1:" + port);
        door.put("token", open);
        shown.ifPresent(fingerprint -> door.put("certificate", fingerprint));
        try {
            OwnerOnly.createFolder(file.getParent());
            OwnerOnly.write(file, json.writeValueAsString(door));
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
