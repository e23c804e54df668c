package vn.lienthong.connector.rest;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.net.URIBuilder;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Settings;
import vn.lienthong.connector.http.About;
import vn.lienthong.connector.http.AnsweredPart;
import vn.lienthong.connector.http.Exchanges;
import vn.lienthong.connector.http.HttpError;
import vn.lienthong.connector.http.HttpFailures;
import vn.lienthong.connector.http.Pace;
import vn.lienthong.connector.http.Paging;
import vn.lienthong.connector.http.Patience;
import vn.lienthong.connector.http.Place;
import vn.lienthong.kernel.HubException;

/**
 * Asks a partner for parts of lists: at the agreed pace, signed in, again where a request that changes nothing was unlucky, and not
 * before the partner wants to be asked again.
 */
final class Asking implements AutoCloseable {
    private final Opening opening;
    private final Patience patience;
    private final HttpFailures failures;
    private final Exchanges exchanges;
    private final SignIn signIn;

    Asking(Opening opening, Pace pace) {
        this.opening = opening;
        this.patience = new Patience(opening, pace);
        this.failures = new HttpFailures(opening);
        this.exchanges = new Exchanges(
                opening,
                failures,
                Place.api(settings()),
                settings().integer("answer_limit_mb") << 20,
                new MaskedJson());
        this.signIn = new SignIn(opening, failures);
    }

    HttpFailures failures() {
        return failures;
    }

    /** One part of a resource; {@code mark} is null for the first. */
    AnsweredPart part(Resource resource, @Nullable String mark, Map<String, String> further) {
        String target = target(resource, mark, further);
        Exchanges.Reply reply = patience.patiently(
                () -> once(target, resource, patience.limit()),
                tried -> Patience.passing(tried.status()) ? tried : null);
        return answer(reply, resource);
    }

    /** What came back to a question about one row: not only what was wanted. */
    Exchanges.Reply question(Resource resource, Map<String, String> values) {
        Map<String, String> parameters = new LinkedHashMap<>(resource.reading().query());
        parameters.putAll(values);
        String target = address(resource, parameters);
        return patience.patiently(
                () -> once(target, resource, patience.limit()),
                tried -> Patience.passing(tried.status()) ? tried : null);
    }

    /** The first part, asked for once and for no longer than this. */
    AnsweredPart look(Resource resource, Duration limit) {
        return answer(once(target(resource, null, Map.of()), resource, limit), resource);
    }

    private Exchanges.Reply once(String target, Resource resource, Duration limit) {
        About about = about(resource, resource.path());
        return once(() -> new HttpGet(target), about, resource.reading(), limit, () -> {});
    }

    private Exchanges.Reply once(
            Supplier<HttpUriRequestBase> request, About about, Manner manner, Duration limit, Runnable leaves) {
        Exchanges.Reply reply = signed(request.get(), about, manner, limit, leaves);
        return reply.status() == 401 && signIn.renews(manner.scope())
                ? signed(request.get(), about, manner, limit, leaves)
                : reply;
    }

    private About about(Resource resource, String path) {
        return new About(resource.name(), base() + path);
    }

    private Exchanges.Reply signed(
            HttpUriRequestBase request, About about, Manner manner, Duration limit, Runnable leaves) {
        patience.turn();
        request.setHeader(HttpHeaders.ACCEPT, "application/json");
        manner.headers().forEach((name, value) -> {
            if (!request.containsHeader(name) || name.equalsIgnoreCase(HttpHeaders.ACCEPT)) {
                request.setHeader(name, value);
            }
        });
        signIn.sign(request, manner.scope(), patience.left(limit));
        leaves.run();
        return exchanges.send(request, patience.left(limit), about);
    }

    /** How long this one partner is waited for, and how often he is asked again. */
    Patience patience() {
        return patience;
    }

    /**
     * What came back to one look at a row; asked once.
     *
     * @param path as the settings have it
     * @param target the same for this row
     */
    Exchanges.Reply look(Resource resource, PathTemplate path, String target) {
        Manner manner = resource.writing();
        String address = manner.address(base() + target);
        return once(() -> new HttpGet(address), about(resource, path.text()), manner, patience.limit(), () -> {});
    }

    /**
     * What came back to a row that was sent; sent once, or twice where a token had ended.
     *
     * @param way how it is sent
     * @param target path, and perhaps query, after the connector's own path
     * @param leaves done when everything that can hinder the request from leaving is over
     */
    Exchanges.Reply send(
            Resource resource,
            WriteWay.Sent way,
            String target,
            byte[] body,
            Map<String, String> headers,
            Runnable leaves) {
        Manner manner = resource.writing();
        return once(
                () -> {
                    HttpUriRequestBase request =
                            new HttpUriRequestBase(way.method(), URI.create(manner.address(base() + target)));
                    headers.forEach(request::setHeader);
                    request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
                    return request;
                },
                about(resource, way.path().text()),
                manner,
                patience.limit(),
                leaves);
    }

    AnsweredPart answer(Exchanges.Reply reply, Resource resource) {
        if (reply.status() == 429) {
            throw patience.toldToWait();
        }
        if (reply.status() != 200) {
            throw failures.status(reply.status(), path(resource));
        }
        return new AnsweredPart(Json.read(reply.body(), failures, path(resource)), reply.links());
    }

    private String path(Resource resource) {
        return base() + resource.path();
    }

    private String target(Resource resource, @Nullable String mark, Map<String, String> further) {
        if (mark != null && resource.listing().paging().by() == Paging.By.LINK) {
            return linked(resource, mark);
        }
        Map<String, String> parameters = new LinkedHashMap<>(resource.reading().query());
        parameters.putAll(further);
        parameters.putAll(resource.listing().paging().parameters(mark));
        return address(resource, parameters);
    }

    private String address(Resource resource, Map<String, String> parameters) {
        try {
            URIBuilder target = new URIBuilder(path(resource));
            parameters.forEach(target::addParameter);
            return target.build().toString();
        } catch (URISyntaxException wrong) {
            throw failures.error(
                    HttpError.DESCRIPTION_WRONG,
                    Map.of("dataset", resource.name(), "why", "path: " + wrong.getReason()),
                    wrong);
        }
    }

    /** A link may lead on at the same system only: whoever answers must not choose whom the hub asks next, with its key in hand. */
    private String linked(Resource resource, String link) {
        Place place = Place.api(settings());
        try {
            URI here = new URI(place.scheme(), null, place.host(), place.port(), path(resource), null, null);
            // Java resolves a query alone otherwise than RFC 3986 has it
            URI there = link.startsWith("?") ? new URI(here + link) : here.resolve(new URI(link));
            boolean same = place.scheme().equals(there.getScheme())
                    && place.host().equalsIgnoreCase(String.valueOf(there.getHost()))
                    && there.getRawUserInfo() == null
                    && !there.getRawPath().startsWith("//")
                    && (there.getPort() == place.port() || there.getPort() < 0 && usual(place));
            if (same) {
                String query = there.getRawQuery();
                return there.getRawPath() + (query == null ? "" : "?" + query);
            }
        } catch (URISyntaxException notALink) {
            // refused below, like one that leads elsewhere
            throw elsewhere(resource);
        }
        throw elsewhere(resource);
    }

    private static boolean usual(Place place) {
        return place.port() == (place.encrypted() ? 443 : 80);
    }

    private HubException elsewhere(Resource resource) {
        return failures.error(RestError.NEXT_ELSEWHERE, Map.of("dataset", resource.name()), null);
    }

    private String base() {
        return settings().optionalText("base_path").orElse("");
    }

    private Settings settings() {
        return opening.settings();
    }

    @Override
    public void close() {
        exchanges.close();
        signIn.close();
    }
}
