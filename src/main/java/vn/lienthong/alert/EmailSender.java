package vn.lienthong.alert;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;
import java.util.concurrent.Future;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.WaysOut;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Secret;

/**
 * Sends a message as an e-mail, at the address of the mail server that was resolved and allowed. Nothing goes out in the clear unless
 * the channel says so.
 */
@Component
class EmailSender implements Sender {
    private static final String CONNECT_MILLIS = "4000";
    private static final String READ_MILLIS = "8000";
    /** So long one message may take; mail servers take their time with strangers. */
    private static final Duration WALL = Duration.ofSeconds(30);

    private final WaysOut ways;
    private final Wall wall;
    private final Duration most;
    private final Clock clock;

    @Autowired
    EmailSender(WaysOut ways, Wall wall, Clock clock) {
        this(ways, wall, WALL, clock);
    }

    /** @param most how long one message may take */
    EmailSender(WaysOut ways, Wall wall, Duration most, Clock clock) {
        this.ways = ways;
        this.wall = wall;
        this.most = most;
        this.clock = clock;
    }

    @Override
    public Channel.Type type() {
        return Channel.Type.EMAIL;
    }

    @Override
    public void send(Channel channel, Message message, @Nullable Secret secret) {
        try {
            InetSocketAddress place =
                    ways.network(channel.agency(), channel.name()).resolve(channel.host(), channel.port());
            try (MailSockets sockets = new MailSockets()) {
                Session session = Session.getInstance(properties(channel, sockets, secret != null));
                Future<?> end = wall.after(most, sockets::close);
                try {
                    send(session, channel, place, mail(session, channel, message), secret);
                } finally {
                    end.cancel(false);
                }
            }
        } catch (HubException closed) {
            throw Failures.noWay(channel, closed);
        } catch (AuthenticationFailedException refused) {
            throw Failures.signIn(channel);
        } catch (SendFailedException refused) {
            // what it says names the mailboxes
            throw Failures.refused(channel, "SMTP");
        } catch (MessagingException | GeneralSecurityException | IOException failed) {
            throw Failures.notReached(channel, failed);
        }
    }

    private static void send(
            Session session, Channel channel, InetSocketAddress place, MimeMessage mail, @Nullable Secret secret)
            throws MessagingException {
        String address = place.getAddress().getHostAddress();
        try (Transport transport = session.getTransport()) {
            transport.connect(address, place.getPort(), channel.username(), secret == null ? null : secret.reveal());
            transport.sendMessage(mail, mail.getAllRecipients());
        }
    }

    private static Properties properties(Channel channel, MailSockets sockets, boolean login)
            throws GeneralSecurityException, IOException {
        boolean encrypted = channel.tls() == Channel.Tls.ON;
        String name = encrypted ? "smtps" : "smtp";
        String prefix = "mail." + name + ".";
        Properties properties = new Properties();
        properties.put("mail.transport.protocol", name);
        properties.put(prefix + "connectiontimeout", CONNECT_MILLIS);
        properties.put(prefix + "timeout", READ_MILLIS);
        properties.put(prefix + "writetimeout", READ_MILLIS);
        properties.put(prefix + "auth", String.valueOf(login));
        properties.put(prefix + "quitwait", "false");
        properties.put(prefix + "ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.put(prefix + "ssl.checkserveridentity", "true");
        SSLSocketFactory tls = Believed.context(channel).getSocketFactory();
        properties.put(prefix + "ssl.socketFactory", sockets.encrypted(tls, channel.host()));
        properties.put(prefix + "starttls.enable", String.valueOf(channel.tls() == Channel.Tls.STARTTLS));
        properties.put(prefix + "starttls.required", String.valueOf(channel.tls() == Channel.Tls.STARTTLS));
        properties.put(prefix + "socketFactory", sockets.plain());
        properties.put(prefix + "socketFactory.fallback", "false");
        return properties;
    }

    private MimeMessage mail(Session session, Channel channel, Message message) throws MessagingException {
        String host = channel.from() == null ? "lienthong" : channel.from().replaceFirst("^.*@", "");
        MimeMessage mail = new Numbered(session, "<lienthong." + message.id() + "@" + host + ">");
        mail.setFrom(new InternetAddress(channel.from()));
        for (String mailbox : channel.to()) {
            mail.addRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress(mailbox, true));
        }
        mail.setSubject(message.subject(), StandardCharsets.UTF_8.name());
        mail.setText(message.body(), StandardCharsets.UTF_8.name());
        mail.setSentDate(Date.from(clock.instant()));
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.saveChanges();
        return mail;
    }

    /** Bears the same number at each try, so that a mailbox can tell that it comes again. */
    private static final class Numbered extends MimeMessage {
        private final String number;

        Numbered(Session session, String number) {
            super(session);
            this.number = number;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", number);
        }
    }
}
