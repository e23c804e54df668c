package vn.lienthong.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Secret;

/** Writes a message for a Zalo official account to each of its followers that the channel names. */
@Component
class ZaloSender implements Sender {
    private static final String PATH = "/v3.0/oa/message/cs";
    private static final int MOST_LETTERS = 2_000;

    /** What it answers, with status 200, where the token is not taken. */
    private static final Set<Integer> TOKEN_REFUSED = Set.of(-216, -124);

    private final Posting posting;
    private final ZaloTokens tokens;
    private final ObjectMapper json;

    ZaloSender(Posting posting, ZaloTokens tokens, ObjectMapper json) {
        this.posting = posting;
        this.tokens = tokens;
        this.json = json;
    }

    @Override
    public Channel.Type type() {
        return Channel.Type.ZALO;
    }

    @Override
    public void send(Channel channel, Message message, @Nullable Secret secret) {
        if (secret == null) {
            throw new HubException(
                    AlertError.SECRET_MISSING, Map.of("channel", channel.name(), "field", Channel.SECRET));
        }
        for (String follower : channel.to()) {
            ObjectNode body = json.createObjectNode();
            body.putObject("recipient").put("user_id", follower);
            body.putObject("message").put("text", shortened(message.body()));
            Posting.Reply reply = posting.post(
                    channel, PATH, Map.of("access_token", tokens.access(channel, secret)), body.toString());
            int error = error(reply);
            if (TOKEN_REFUSED.contains(error)) {
                tokens.forget(channel);
                throw Failures.signIn(channel);
            }
            if (reply.status() / 100 != 2 || error != 0) {
                throw Failures.refused(channel, reply.status() + ", " + error);
            }
        }
    }

    /** Its own number for what went wrong; what is no answer of its kind counts as one. */
    private int error(Posting.Reply reply) {
        try {
            return json.readTree(reply.body()).path("error").asInt(-1);
        } catch (JsonProcessingException none) {
            return -1;
        }
    }

    private static String shortened(String text) {
        return text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS - 1) + "…";
    }
}
