package vn.lienthong.alert;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.KernelError;
import vn.lienthong.kernel.Secret;
import vn.lienthong.vault.Secrets;

/** Takes messages out of the outbox and hands them over, one after the other; several work at once. */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final Outbox outbox;
    private final AlertFile file;
    private final Secrets secrets;
    private final Map<Channel.Type, Sender> senders = new EnumMap<>(Channel.Type.class);

    Courier(Outbox outbox, AlertFile file, Secrets secrets, List<Sender> senders) {
        this.outbox = outbox;
        this.file = file;
        this.secrets = secrets;
        senders.forEach(sender -> this.senders.put(sender.type(), sender));
    }

    /** Hands over all that may leave now. */
    void work() {
        Optional<Message> next = outbox.take();
        while (next.isPresent()) {
            handOver(next.get());
            next = outbox.take();
        }
    }

    private void handOver(Message message) {
        try {
            Channel channel =
                    file.now().channel(message.channel()).orElseThrow(() -> unknown(message.channel(), file.now()));
            send(channel, message);
            outbox.sent(message);
        } catch (HubException failed) {
            LOG.warn("Message {} by channel {}: {}", message.id(), message.channel(), failed.getMessage());
            outbox.failed(message, failed);
        } catch (RuntimeException bug) {
            LOG.error("Message {} by channel {}", message.id(), message.channel(), bug);
            outbox.failed(
                    message,
                    new HubException(
                            KernelError.INTERNAL, Map.of("what", bug.getClass().getSimpleName()), bug));
        }
    }

    private void send(Channel channel, Message message) {
        Sender sender = senders.get(channel.type());
        if (!channel.keepsSecret()) {
            sender.send(channel, message, null);
            return;
        }
        try (Secret secret = secrets.open(channel.owner(), Channel.SECRET, channel.use())
                .orElseThrow(() -> new HubException(
                        AlertError.SECRET_MISSING, Map.of("channel", channel.name(), "field", Channel.SECRET)))) {
            sender.send(channel, message, secret);
        }
    }

    static HubException unknown(String channel, AlertRules rules) {
        return new HubException(
                AlertError.NO_SUCH_CHANNEL,
                Map.of(
                        "channel",
                        channel,
                        "known",
                        String.join(", ", rules.channels().keySet())));
    }
}
