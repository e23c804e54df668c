package vn.lienthong.console;

import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import vn.lienthong.agency.RolesChanged;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.LivePages;

/**
 * Tells readers what changes on the page they look at. One thread looks at each watched page, however many readers it has; few
 * hands carry the news out, so that a reader costs a connection and no thread.
 */
@Component
class LiveStreams {
    /** A reader comes again after so long, through the door: whoever may no longer read is told nothing more. */
    static final Duration LIFE = Duration.ofMinutes(5);

    static final Duration HEARTBEAT = Duration.ofSeconds(15);
    static final int MOST = 300;
    static final int MOST_OF_ONE_SESSION = 30;
    static final String ADDRESS = "/events";

    private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);
    private static final int HANDS = 4;
    private static final long LOOK_MILLIS = 250;

    private final List<LivePages> rooms;
    private final Navigation navigation;
    private final SpringTemplateEngine templates;
    private final Callers callers;
    private final Clock clock;
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final Map<Watched, Watch> watches = new HashMap<>();
    private final ScheduledExecutorService looker;
    private final ExecutorService hands;
    private long opened;
    private volatile boolean closed;

    @Autowired
    LiveStreams(
            List<LivePages> rooms,
            Navigation navigation,
            SpringTemplateEngine templates,
            Callers callers,
            Clock clock) {
        this.callers = callers;
        this.rooms = rooms;
        this.navigation = navigation;
        this.templates = templates;
        this.clock = clock;
        this.looker = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "live-looker"));
        this.hands = Executors.newFixedThreadPool(HANDS, work -> new Thread(work, "live-hand"));
        looker.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * A stream for a page as it was read; empty when there are too many. A session that has its share already gives up its
     * oldest: most likely a page that was left, of which the server hears only when it next writes to it.
     */
    synchronized Optional<SseEmitter> open(
            String page, String mark, Caller caller, HttpSession session, Locale locale) {
        List<Reader> ofSession = ofSession(session);
        if (closed || readers.size() >= MOST && ofSession.size() < MOST_OF_ONE_SESSION) {
            return Optional.empty();
        }
        ofSession.stream()
                .limit(Math.max(0, ofSession.size() + 1 - MOST_OF_ONE_SESSION))
                .forEach(oldest -> {
                    readers.remove(oldest);
                    oldest.close();
                });
        SseEmitter emitter = new SseEmitter(LIFE.toMillis());
        Reader reader = new Reader(++opened, page, mark, caller, session, locale, emitter, hands);
        emitter.onCompletion(() -> readers.remove(reader));
        emitter.onTimeout(emitter::complete);
        emitter.onError(failed -> readers.remove(reader));
        readers.add(reader);
        return Optional.of(emitter);
    }

    /** The oldest first. */
    private List<Reader> ofSession(HttpSession session) {
        return readers.stream()
                .filter(reader -> reader.of(session))
                .sorted(Comparator.comparingLong(Reader::number))
                .toList();
    }

    /** How many streams are open. */
    int open() {
        return readers.size();
    }

    /** What the page shows now, in so few letters that an address can carry them; nothing of it can be read from them. */
    String mark(String page) {
        return sight(page).map(sight -> shortened(sight.mark())).orElse("");
    }

    private Optional<LivePages.Sight> sight(String page) {
        return rooms.stream().flatMap(room -> room.sight(page).stream()).findFirst();
    }

    /** Ends every stream; whoever may read comes again. Also when somebody's roles change, so that they count at once. */
    @EventListener(RolesChanged.class)
    void sendAway() {
        readers.forEach(Reader::close);
        readers.clear();
    }

    /** Before the web server waits for open requests to end. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closed = true;
        looker.shutdownNow();
        sendAway();
        hands.shutdown();
    }

    private void look() {
        try {
            readers.removeIf(Reader::left);
            Map<Watched, List<Reader>> byPage = readers.stream().collect(Collectors.groupingBy(Watched::of));
            watches.keySet().retainAll(byPage.keySet());
            byPage.forEach((page, watching) -> callers.as(watching.get(0).caller(), () -> {
                watches.computeIfAbsent(page, Watch::new).look(watching);
                return watching;
            }));
            beat();
        } catch (RuntimeException failed) {
            // the state is not there for the moment; heartbeats that stay out tell readers so
            LOG.debug("Pages cannot be looked at for now: {}", failed.getMessage());
        }
    }

    private void beat() {
        Instant now = clock.instant();
        readers.stream()
                .filter(reader -> reader.due(now))
                .collect(Collectors.groupingBy(reader -> reader.caller().reach()))
                .values()
                .forEach(same -> callers.as(same.get(0).caller(), () -> {
                    beat(same, now);
                    return same;
                }));
    }

    /** Readers who may see the same are told the same, each in his language. */
    private void beat(List<Reader> same, Instant now) {
        Map<String, Object> model = Map.of("now", now, "entries", navigation.entries());
        same.stream().collect(Collectors.groupingBy(Reader::locale)).forEach((locale, waiting) -> {
            String beat = render(new LivePages.Moving("console/parts", "heartbeat", model), locale);
            waiting.forEach(reader -> reader.beat(now, beat));
        });
    }

    private String render(LivePages.Moving moving, Locale locale) {
        return templates.process(moving.template(), Set.of(moving.fragment()), new Context(locale, moving.model()));
    }

    private static String shortened(String mark) {
        return Integer.toHexString(mark.hashCode());
    }

    /** A page as those see it who may see the same. */
    private record Watched(String page, String reach) {
        static Watched of(Reader reader) {
            return new Watched(reader.page(), reader.caller().reach());
        }
    }

    /** One page that somebody looks at. */
    private final class Watch {
        private final String page;
        private final Map<Locale, String> told = new HashMap<>();
        private Instant next = Instant.MIN;

        Watch(Watched watched) {
            this.page = watched.page();
        }

        void look(List<Reader> watching) {
            Instant now = clock.instant();
            if (now.isBefore(next)) {
                return;
            }
            LivePages.Sight sight = sight(page).orElse(null);
            next = now.plus(sight == null ? HEARTBEAT : sight.pace());
            if (sight == null) {
                return;
            }
            // every minute counts as a change: the page says how long ago things were
            long minute = now.truncatedTo(ChronoUnit.MINUTES).getEpochSecond();
            watching.forEach(reader -> reader.changed(shortened(sight.mark()), minute));
            move(watching, sight.moving());
        }

        private void move(List<Reader> watching, LivePages.@Nullable Moving moving) {
            if (moving == null) {
                told.clear();
                return;
            }
            watching.stream().collect(Collectors.groupingBy(Reader::locale)).forEach((locale, same) -> {
                String part = render(moving, locale);
                if (!part.equals(told.put(locale, part))) {
                    same.forEach(reader -> reader.tell("progress", part));
                }
            });
        }
    }
}
