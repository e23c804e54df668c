package vn.lienthong.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Secret;
import vn.lienthong.vault.Vault;

/**
 * The tokens by which a Zalo official account may be written for. One lasts about a day; the next is had for a token that serves once and
 * brings its successor, so each is sealed before it is used. Of one channel one message is on its way at a time, on one node.
 */
@Component
class ZaloTokens {
    /** Entered by a person, or mounted: where the chain begins. */
    static final String REFRESH = "refresh";

    /** Where the chain has come to. */
    private static final String NEXT = "refresh-next";

    private static final String ACCESS = "access";
    private static final String PATH = "/v4/oa/access_token";
    private static final Duration EARLY = Duration.ofMinutes(10);
    private static final long USUAL_SECONDS = 3_600;

    private final Posting posting;
    private final Vault vault;
    private final ObjectMapper json;
    private final Clock clock;

    ZaloTokens(Posting posting, Vault vault, ObjectMapper json, Clock clock) {
        this.posting = posting;
        this.vault = vault;
        this.json = json;
        this.clock = clock;
    }

    /**
     * One that holds now; a new one where there is none.
     *
     * @throws HubException CREDENTIAL where none is to be had any more
     */
    String access(Channel channel, Secret app) {
        return kept(channel).orElseGet(() -> renewed(channel, app));
    }

    private Optional<String> kept(Channel channel) {
        return open(channel, ACCESS)
                .map(text -> text.split(" ", 2))
                .filter(parts -> Instant.ofEpochSecond(Long.parseLong(parts[0])).isAfter(clock.instant()))
                .map(parts -> parts[1]);
    }

    private String renewed(Channel channel, Secret app) {
        String next = open(channel, NEXT)
                .or(() -> open(channel, REFRESH))
                .orElseThrow(() -> new HubException(
                        AlertError.SECRET_MISSING, Map.of("channel", channel.name(), "field", REFRESH)));
        Posting.Reply reply = posting.form(
                channel,
                new Posting.Place(channel.tokenHost(), channel.tokenPort()),
                PATH,
                Map.of("secret_key", app.reveal()),
                Map.of("refresh_token", next, "app_id", String.valueOf(channel.app()), "grant_type", "refresh_token"));
        JsonNode answer = read(channel, reply);
        String access = answer.path("access_token").asText();
        if (access.isEmpty() || answer.path("refresh_token").asText().isEmpty()) {
            vault.forget(channel.owner(), NEXT); // what a person entered since is tried the next time
            throw Failures.signIn(channel);
        }
        seal(channel, NEXT, answer.path("refresh_token").asText());
        Instant until = clock.instant()
                .plusSeconds(answer.path("expires_in").asLong(USUAL_SECONDS))
                .minus(EARLY);
        seal(channel, ACCESS, until.getEpochSecond() + " " + access);
        return access;
    }

    /** The one in use is not taken any more. */
    void forget(Channel channel) {
        vault.forget(channel.owner(), ACCESS);
    }

    /** A person begins the chain anew. */
    void begun(Channel channel) {
        forget(channel);
        vault.forget(channel.owner(), NEXT);
    }

    private JsonNode read(Channel channel, Posting.Reply reply) {
        try {
            return json.readTree(reply.body());
        } catch (JsonProcessingException none) {
            throw Failures.refused(channel, reply.status());
        }
    }

    private Optional<String> open(Channel channel, String field) {
        return vault.open(channel.owner(), field, channel.use()).map(secret -> {
            try (secret) {
                return secret.reveal();
            }
        });
    }

    private void seal(Channel channel, String field, String text) {
        try (Secret secret = Secret.of(text)) {
            vault.seal(channel.owner(), field, secret, channel.use());
        }
    }
}
