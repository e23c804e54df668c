package vn.lienthong.connector;

import java.security.Principal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Secret;

/** Takes the secrets of connectors from programs; there is no way to read one again. */
@RestController
@RequestMapping("/api/v1/connectors/{name}/secrets/{setting}")
class SecretsApi {
    private final SecretChanges changes;

    SecretsApi(SecretChanges changes) {
        this.changes = changes;
    }

    /**
     * A secret on its way in.
     *
     * @param endsOn the last day on which it opens anything, where that is known
     * @param untried whether it is put in use without being tried, because the system is down right now
     */
    record NewSecret(
            @Nullable String value,
            @Nullable LocalDate endsOn,
            @Nullable Boolean untried) {
        @Override
        public String toString() {
            return "•••";
        }
    }

    /** Takes a secret. One that follows another is tried first; where the system refuses it, it waits and the other stays in use. */
    @May(value = Act.REGISTER_CONNECTORS, of = "connector")
    @Confirmed
    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void give(
            @PathVariable String name, @PathVariable String setting, @RequestBody NewSecret secret, Principal person) {
        ConnectorName connector = new ConnectorName(name);
        try (Secret value = Secret.of(secret.value() == null ? "" : secret.value())) {
            SecretChanges.Terms terms = new SecretChanges.Terms(secret.endsOn(), Boolean.TRUE.equals(secret.untried()));
            accept(connector, changes.give(connector, setting, value, terms, person.getName()));
        }
    }

    /** Tries the secret that waits once more. */
    @May(value = Act.REGISTER_CONNECTORS, of = "connector")
    @Confirmed
    @PostMapping("/waiting")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void again(
            @PathVariable String name,
            @PathVariable String setting,
            @RequestParam(defaultValue = "false") boolean untried,
            Principal person) {
        ConnectorName connector = new ConnectorName(name);
        accept(connector, changes.again(connector, setting, untried, person.getName()));
    }

    /** Destroys the secret that waits. */
    @May(value = Act.REGISTER_CONNECTORS, of = "connector")
    @Confirmed
    @DeleteMapping("/waiting")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@PathVariable String name, @PathVariable String setting, Principal person) {
        changes.discard(new ConnectorName(name), setting, person.getName());
    }

    /** Puts the secret of before in use again, as long as the one in use has not signed in. */
    @May(value = Act.REGISTER_CONNECTORS, of = "connector")
    @Confirmed
    @PostMapping("/before")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void takeBack(@PathVariable String name, @PathVariable String setting, Principal person) {
        changes.takeBack(new ConnectorName(name), setting, person.getName());
    }

    private static void accept(ConnectorName connector, Optional<Check> refused) {
        refused.ifPresent(check -> {
            throw new HubException(RegistryError.SECRET_REFUSED, Map.of("connector", connector, "why", check.found()));
        });
    }
}
