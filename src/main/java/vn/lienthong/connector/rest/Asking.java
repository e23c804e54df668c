package vn.lienthong.connector.rest;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.net.URIBuilder;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Settings;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;

/**
 * Asks a partner for parts of lists: at the agreed pace, signed in, again where a request that changes nothing was unlucky, and not
 * before the partner wants to be asked again.
 */
final class Asking implements AutoCloseable {
    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    /** A run waits no longer itself; it pauses, and the hub tries again later. */
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(60);
    /** One who asks for more may be wrong; he is asked once a day. */
    private static final Duration MOST_REST = Duration.ofDays(1);

    private final Opening opening;
    private final Pace pace;
    private final RestFailures failures;
    private final Exchanges exchanges;
    private final SignIn signIn;

    Asking(Opening opening, Pace pace) {
        this.opening = opening;
        this.pace = pace;
        this.failures = new RestFailures(opening);
        this.exchanges = new Exchanges(
                opening, failures, Place.api(settings()), settings().integer("answer_limit_mb") << 20);
        this.signIn = new SignIn(opening, failures);
    }

    RestFailures failures() {
        return failures;
    }

    /** How long an answer may take, as the settings say. */
    Duration patience() {
        return Duration.ofSeconds(settings().integer("timeout_seconds"));
    }

    /** One part of a resource; {@code mark} is null for the first. */
    Answer part(Resource resource, @Nullable String mark, Map<String, String> further) {
        return patiently(target(resource, mark, further), resource);
    }

    /** The first part, asked for once and for no longer than this. */
    Answer look(Resource resource, Duration limit) {
        return answer(once(target(resource, null, Map.of()), limit), resource);
    }

    private Answer patiently(String target, Resource resource) {
        for (int attempt = 1; ; attempt++) {
            Duration pause = FIRST_PAUSE.multipliedBy(1L << (attempt - 1));
            try {
                Exchanges.Reply reply = once(target, patience());
                if (!passing(reply.status()) || attempt == ATTEMPTS) {
                    return answer(reply, resource);
                }
                pause = asked(reply, pause);
            } catch (HubException failed) {
                if (failed.code().kind() != ErrorKind.UNAVAILABLE
                        || failed.code() == RestError.TOLD_TO_WAIT
                        || attempt == ATTEMPTS) {
                    throw failed;
                }
            }
            sleep(pause);
        }
    }

    private Exchanges.Reply once(String target, Duration limit) {
        Exchanges.Reply reply = signed(target, limit);
        return reply.status() == 401 && signIn.renews() ? signed(target, limit) : reply;
    }

    private Exchanges.Reply signed(String target, Duration limit) {
        Instant rests = pace.restsUntil();
        if (rests.isAfter(opening.clock().instant())) {
            throw toldToWait(rests);
        }
        sleep(pace.turn(settings().integer("per_minute")));
        HttpGet request = new HttpGet(target);
        request.setHeader(HttpHeaders.ACCEPT, "application/json");
        signIn.sign(request, limit);
        return exchanges.send(request, limit);
    }

    private static boolean passing(int status) {
        return status == 429 || status >= 500;
    }

    /** How long the partner wants to be left alone; where that is long, the read ends here and goes on later. */
    private Duration asked(Exchanges.Reply reply, Duration usual) {
        Instant now = opening.clock().instant();
        Instant most = now.plus(MOST_REST);
        Optional<Instant> until = until(reply.retryAfter(), now).map(at -> at.isAfter(most) ? most : at);
        if (until.isEmpty()) {
            return usual;
        }
        Duration wait = Duration.between(now, until.get());
        if (wait.compareTo(MOST_PATIENCE) > 0) {
            pace.rest(until.get());
            throw toldToWait(until.get());
        }
        return wait.compareTo(usual) > 0 ? wait : usual;
    }

    /** Seconds, or a date as HTTP writes it (RFC 9110, 10.2.3); what is neither says nothing. */
    private static Optional<Instant> until(String retryAfter, Instant now) {
        if (retryAfter.matches("\\d{1,7}")) {
            return Optional.of(now.plusSeconds(Long.parseLong(retryAfter)));
        }
        try {
            return Optional.of(ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }

    private HubException toldToWait(Instant until) {
        return failures.error(RestError.TOLD_TO_WAIT, Map.of("until", until), null);
    }

    private Answer answer(Exchanges.Reply reply, Resource resource) {
        if (reply.status() == 429) {
            throw toldToWait(opening.clock().instant().plus(MOST_PATIENCE));
        }
        if (reply.status() != 200) {
            throw failures.status(reply.status(), path(resource));
        }
        return new Answer(Json.read(reply.body(), failures, path(resource)), reply.links());
    }

    private String path(Resource resource) {
        return base() + resource.path();
    }

    private String target(Resource resource, @Nullable String mark, Map<String, String> further) {
        if (mark != null && resource.paging().by() == Paging.By.LINK) {
            return linked(resource, mark);
        }
        Map<String, String> parameters = new LinkedHashMap<>(resource.query());
        parameters.putAll(further);
        parameters.putAll(resource.paging().parameters(mark));
        try {
            URIBuilder target = new URIBuilder(path(resource));
            parameters.forEach(target::addParameter);
            return target.build().toString();
        } catch (URISyntaxException wrong) {
            throw failures.error(
                    RestError.DESCRIPTION_WRONG,
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

    private void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException interrupted) {
            throw failures.interrupted(interrupted);
        }
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
