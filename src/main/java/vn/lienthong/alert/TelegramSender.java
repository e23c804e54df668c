package vn.lienthong.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Secret;

/** Sends a message as a Telegram bot, {@code sendMessage} of its API. The bot's token is part of the address, and so never told. */
@Component
class TelegramSender implements Sender {
    private static final int MOST_LETTERS = 4_096;

    private final Posting posting;
    private final ObjectMapper json;

    TelegramSender(Posting posting, ObjectMapper json) {
        this.posting = posting;
        this.json = json;
    }

    @Override
    public Channel.Type type() {
        return Channel.Type.TELEGRAM;
    }

    @Override
    public void send(Channel channel, Message message, @Nullable Secret secret) {
        String token = secret == null ? "" : secret.reveal().strip();
        if (!token.matches("[0-9]{1,20}:[A-Za-z0-9_-]{1,100}")) {
            throw Failures.signIn(channel); // would be another address
        }
        for (String chat : channel.to()) {
            Posting.Reply reply = posting.post(
                    channel,
                    "/bot" + token + "/sendMessage",
                    Map.of(),
                    json.createObjectNode()
                            .put("chat_id", chat)
                            .put("text", shortened(message.body()))
                            .put("disable_web_page_preview", true)
                            .toString());
            if (reply.status() == 401 || reply.status() == 404) {
                throw Failures.signIn(channel);
            }
            if (reply.status() / 100 != 2) {
                throw Failures.refused(channel, reply.status());
            }
        }
    }

    private static String shortened(String text) {
        return text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS - 1) + "…";
    }
}
