package vn.lienthong.connector.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Exchange;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/**
 * Sends requests to one place, at the address that was resolved and allowed, and takes answers of a bounded size within a bounded
 * time by the clock on the wall. It follows no redirect, keeps no cookie and repeats nothing by itself. One thread at a time.
 */
public final class Exchanges implements AutoCloseable {
    private static final String GZIP = "gzip";
    private static final Text PACKED = new Text(
            "câu trả lời được nén theo cách không ai yêu cầu", "the answer is packed in a way that was not asked for");
    private static final Timeout CONNECT = Timeout.ofSeconds(4);
    private static final Http1Config BOUNDS = Http1Config.custom()
            .setMaxLineLength(16 << 10)
            .setMaxHeaderCount(200)
            .setMaxEmptyLineCount(10)
            .build();

    private final Opening opening;
    private final HttpFailures failures;
    private final Place place;
    private final int mostBytes;
    private final BodyMask bodies;
    private final ScheduledThreadPoolExecutor wall;
    private @Nullable MaskedExchange masked;
    private @Nullable CloseableHttpClient client;

    /**
     * A way to one place.
     *
     * @param mostBytes how large an answer may be, unpacked
     * @param bodies shows people how bodies of this partner are made
     */
    public Exchanges(Opening opening, HttpFailures failures, Place place, int mostBytes, BodyMask bodies) {
        this.bodies = bodies;
        this.opening = opening;
        this.failures = failures;
        this.place = place;
        this.mostBytes = mostBytes;
        this.wall = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "http-wall-" + opening.connector());
            thread.setDaemon(true);
            return thread;
        });
        wall.setRemoveOnCancelPolicy(true);
    }

    /**
     * What came back.
     *
     * @param type the header {@code Content-Type}; empty where there is none
     * @param retryAfter the header of this name; empty where there is none
     * @param links the header {@code Link}; empty where there is none
     */
    public record Reply(int status, byte[] body, String type, String retryAfter, String links) {}

    /** What came of an answer so far. */
    private static final class Came {
        private @Nullable Integer status;
        private Header[] headers = {};
        private byte @Nullable [] body;
    }

    /**
     * One exchange, of which a masked copy is noted whatever becomes of it; of many that go well, of some.
     *
     * @throws HubException UNAVAILABLE where no answer came in time, CONFIGURATION where it is too large or no encryption came about
     */
    public Reply send(HttpUriRequestBase request, Duration limit, About about) {
        Instant at = opening.clock().instant();
        long began = System.nanoTime();
        Came came = new Came();
        try {
            Reply reply = exchange(request, limit, came);
            if (!Exchange.good(reply.status())
                    || opening.dealings().exchanges().wants(opening.connector(), about.operation(), at)) {
                note(request, about, at, began, came, null);
            }
            return reply;
        } catch (HubException failed) {
            note(request, about, at, began, came, failed.problem());
            throw failed;
        }
    }

    private void note(
            HttpUriRequestBase request, About about, Instant at, long began, Came came, @Nullable Text failure) {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        if (masked == null) {
            masked = new MaskedExchange(new KnownNames(opening.settings()), bodies);
        }
        opening.dealings()
                .exchanges()
                .note(new Exchange(
                        opening.connector(),
                        about.operation(),
                        at,
                        took,
                        came.status,
                        failure,
                        masked.request(request, about),
                        came.status == null ? "" : masked.answer(came.status, came.headers, came.body)));
    }

    private Reply exchange(HttpUriRequestBase request, Duration limit, Came came) {
        request.setHeader(HttpHeaders.ACCEPT_ENCODING, GZIP);
        request.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.of(limit))
                .setConnectionRequestTimeout(CONNECT)
                .build());
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> end = wall.schedule(
                () -> {
                    late.set(true);
                    request.cancel();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            HttpHost host = new HttpHost(place.scheme(), place.host(), place.port());
            return client().execute(host, request, response -> taken(response, came));
        } catch (IOException | CancellationException failed) {
            throw late.get()
                    ? failures.error(HttpError.TOO_SLOW, Map.of("host", place.host()), failed)
                    : failures.exchange(failed, place);
        } finally {
            end.cancel(false);
        }
    }

    private Reply taken(ClassicHttpResponse response, Came came) throws IOException {
        came.status = response.getCode();
        came.headers = response.getHeaders();
        byte[] body = bytes(response.getEntity());
        came.body = body;
        return new Reply(
                response.getCode(),
                body,
                header(response, HttpHeaders.CONTENT_TYPE),
                header(response, "Retry-After"),
                header(response, "Link"));
    }

    private static String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null || header.getValue() == null ? "" : header.getValue();
    }

    private byte[] bytes(@Nullable HttpEntity entity) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (entity == null) {
            return bytes.toByteArray();
        }
        byte[] some = new byte[1 << 16];
        try (InputStream in = unpacked(entity)) {
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                if (bytes.size() + read > mostBytes) {
                    throw failures.error(HttpError.ANSWER_TOO_LARGE, Map.of("megabytes", mostBytes >> 20), null);
                }
                bytes.write(some, 0, read);
            }
        }
        return bytes.toByteArray();
    }

    /** Packed once or not at all: what is packed in itself can grow beyond all bounds before the first byte comes out. */
    private InputStream unpacked(HttpEntity entity) throws IOException {
        String packed = Objects.requireNonNullElse(entity.getContentEncoding(), "identity");
        if (packed.equalsIgnoreCase(GZIP)) {
            return new GZIPInputStream(entity.getContent());
        }
        if (!packed.equalsIgnoreCase("identity")) {
            throw failures.error(ConnectorError.LOST, Map.of("why", PACKED), null);
        }
        return entity.getContent();
    }

    private CloseableHttpClient client() {
        if (client == null) {
            try {
                client = made();
            } catch (GeneralSecurityException | IOException wrong) {
                throw failures.error(
                        HttpError.CERTIFICATE_WRONG, Map.of("why", String.valueOf(wrong.getMessage())), wrong);
            }
        }
        return client;
    }

    private CloseableHttpClient made() throws GeneralSecurityException, IOException {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Pinned())
                        .setTlsSocketStrategy(ClientTlsStrategyBuilder.create()
                                .setSslContext(Trust.of(opening.settings()))
                                .setTlsVersions(TLS.V_1_3, TLS.V_1_2)
                                .buildClassic())
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(BOUNDS)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(CONNECT)
                                .build())
                        .build())
                .setUserAgent("lienthong")
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAutomaticRetries()
                .disableAuthCaching()
                .build();
    }

    /** Gives the client the one address that the destinations allow, each time it opens a connection. */
    private final class Pinned implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) {
            return new InetAddress[] {
                opening.network().resolve(host, place.port()).getAddress()
            };
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    @Override
    public void close() {
        wall.shutdownNow();
        if (client != null) {
            client.close(CloseMode.IMMEDIATE);
        }
    }
}
