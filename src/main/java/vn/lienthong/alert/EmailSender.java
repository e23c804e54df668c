package vn.lienthong.alert;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
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

    private final WaysOut ways;
    private final Clock clock;

    EmailSender(WaysOut ways, Clock clock) {
        this.ways = ways;
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
            Session session = Session.getInstance(properties(channel, place, secret != null));
            MimeMessage mail = mail(session, channel, message);
            try (Transport transport = session.getTransport()) {
                transport.connect(
                        channel.host(), channel.port(), channel.username(), secret == null ? null : secret.reveal());
                transport.sendMessage(mail, mail.getAllRecipients());
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

    private static Properties properties(Channel channel, InetSocketAddress place, boolean login)
            throws GeneralSecurityException, IOException {
        String name = channel.tls() == Channel.Tls.ON ? "smtps" : "smtp";
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
        properties.put(prefix + "ssl.socketFactory", Believed.context(channel).getSocketFactory());
        properties.put(prefix + "starttls.enable", String.valueOf(channel.tls() == Channel.Tls.STARTTLS));
        properties.put(prefix + "starttls.required", String.valueOf(channel.tls() == Channel.Tls.STARTTLS));
        properties.put(prefix + "socketFactory", new Pinned(place));
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

    /** Sockets that lead to one address, whatever a name service says later. */
    private static final class Pinned extends SocketFactory {
        private final InetSocketAddress place;

        Pinned(InetSocketAddress place) {
            this.place = place;
        }

        @Override
        public Socket createSocket() {
            return new Socket() {
                @Override
                public void connect(SocketAddress endpoint, int timeout) throws IOException {
                    super.connect(place, timeout);
                }
            };
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return connected();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return connected();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return connected();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            return connected();
        }

        private Socket connected() throws IOException {
            Socket socket = createSocket();
            socket.connect(place, Integer.parseInt(CONNECT_MILLIS));
            return socket;
        }
    }
}
