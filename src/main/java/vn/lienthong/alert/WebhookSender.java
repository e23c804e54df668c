package vn.lienthong.alert;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Secret;

/**
 * Posts a message as JSON, signed: {@code Lienthong-Signature: t=<seconds>,v1=<hex>}, where the second is HMAC-SHA-256 over
 * {@code <seconds>.<body>}. {@code Lienthong-Message} holds its number, the same at each try.
 */
@Component
class WebhookSender implements Sender {
    private final Posting posting;
    private final Clock clock;

    WebhookSender(Posting posting, Clock clock) {
        this.posting = posting;
        this.clock = clock;
    }

    @Override
    public Channel.Type type() {
        return Channel.Type.WEBHOOK;
    }

    @Override
    public void send(Channel channel, Message message, @Nullable Secret secret) {
        long seconds = clock.instant().getEpochSecond();
        String key = secret == null ? "" : secret.reveal();
        Posting.Reply reply = posting.post(
                channel,
                channel.path() == null ? "/" : channel.path(),
                Map.of(
                        "Lienthong-Message",
                        String.valueOf(message.id()),
                        "Lienthong-Signature",
                        "t=" + seconds + ",v1=" + signature(key, seconds + "." + message.body())),
                message.body());
        if (reply.status() == 401 || reply.status() == 403) {
            throw Failures.signIn(channel);
        }
        if (reply.status() / 100 != 2) {
            throw Failures.refused(channel, reply.status());
        }
    }

    static String signature(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
