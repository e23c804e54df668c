package vn.lienthong.alert;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.util.Timeout;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.Network;
import vn.lienthong.connector.WaysOut;
import vn.lienthong.kernel.HubException;

/**
 * Posts to the hosts of a channel, at the address that was resolved and allowed, within a bounded time by the clock on the wall. It
 * follows no redirect, keeps no cookie and repeats nothing.
 */
@Component
class Posting {
    /** So long one message may take. */
    static final Duration WALL = Duration.ofSeconds(15);

    private static final Timeout CONNECT = Timeout.ofSeconds(4);
    private static final int MOST_BYTES = 64 << 10;

    private final WaysOut ways;
    private final Wall wall;

    Posting(WaysOut ways, Wall wall) {
        this.ways = ways;
        this.wall = wall;
    }

    /** What came back; of a long answer its begin. */
    record Reply(int status, String body) {}

    /** Where it goes. */
    record Place(String host, int port) {}

    /**
     * Posts JSON once to the channel's own host.
     *
     * @throws vn.lienthong.kernel.HubException UNAVAILABLE where no answer came
     */
    Reply post(Channel channel, String path, Map<String, String> headers, String json) {
        return send(
                channel,
                new Place(channel.host(), channel.port()),
                path,
                headers,
                new StringEntity(json, ContentType.APPLICATION_JSON.withCharset(StandardCharsets.UTF_8)));
    }

    /**
     * Posts a form once.
     *
     * @throws vn.lienthong.kernel.HubException UNAVAILABLE where no answer came
     */
    Reply form(Channel channel, Place place, String path, Map<String, String> headers, Map<String, String> fields) {
        List<NameValuePair> pairs = new ArrayList<>();
        fields.forEach((name, value) -> pairs.add(new BasicNameValuePair(name, value)));
        return send(channel, place, path, headers, new UrlEncodedFormEntity(pairs, StandardCharsets.UTF_8));
    }

    private Reply send(Channel channel, Place place, String path, Map<String, String> headers, HttpEntity entity) {
        HttpPost request = new HttpPost(path);
        headers.forEach(request::setHeader);
        request.setEntity(entity);
        request.setConfig(
                RequestConfig.custom().setResponseTimeout(Timeout.of(WALL)).build());
        Future<?> end = wall.after(WALL, request::cancel);
        Network network = ways.network(channel.agency(), channel.name());
        String scheme = channel.tls() == Channel.Tls.OFF ? "http" : "https";
        try (CloseableHttpClient client = client(channel, place, network)) {
            return client.execute(new HttpHost(scheme, place.host(), place.port()), request, Posting::taken);
        } catch (HubException closed) {
            throw Failures.noWay(channel, closed);
        } catch (IOException | GeneralSecurityException | CancellationException failed) {
            throw Failures.notReached(channel, failed);
        } finally {
            end.cancel(false);
        }
    }

    private static Reply taken(ClassicHttpResponse response) throws IOException {
        byte[] begin = response.getEntity() == null
                ? new byte[0]
                : response.getEntity().getContent().readNBytes(MOST_BYTES);
        return new Reply(response.getCode(), new String(begin, StandardCharsets.UTF_8));
    }

    private static CloseableHttpClient client(Channel channel, Place place, Network network)
            throws GeneralSecurityException, IOException {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Pinned(place, network))
                        .setTlsSocketStrategy(ClientTlsStrategyBuilder.create()
                                .setSslContext(Believed.context(channel))
                                .setTlsVersions(TLS.V_1_3, TLS.V_1_2)
                                .buildClassic())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(Timeout.of(WALL))
                                .build())
                        .build())
                .setUserAgent("lienthong")
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAutomaticRetries()
                .disableAuthCaching()
                .build();
    }

    /** Gives the client the one address that the destinations allow. */
    private record Pinned(Place place, Network network) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) {
            return new InetAddress[] {network.resolve(host, place.port()).getAddress()};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
