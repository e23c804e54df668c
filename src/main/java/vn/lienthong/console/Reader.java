package vn.lienthong.console;

import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import vn.lienthong.kernel.Caller;

/** Somebody who looks at a page. News that was not carried out yet is replaced by newer news of the same name. */
final class Reader {
    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);

    private final long number;
    private final String page;
    private final Caller caller;
    private final Locale locale;
    private final HttpSession session;
    private final SseEmitter emitter;
    private final Executor hands;
    private final Map<String, String> news = new LinkedHashMap<>();
    private String mark;
    private long minute;
    private Instant lastBeat = Instant.EPOCH;
    private boolean carrying;

    Reader(
            long number,
            String page,
            String mark,
            Caller caller,
            HttpSession session,
            Locale locale,
            SseEmitter emitter,
            Executor hands) {
        this.number = number;
        this.page = page;
        this.caller = caller;
        this.mark = mark;
        this.session = session;
        this.locale = locale;
        this.emitter = emitter;
        this.hands = hands;
    }

    /** The later it came, the higher. */
    long number() {
        return number;
    }

    Caller caller() {
        return caller;
    }

    String page() {
        return page;
    }

    Locale locale() {
        return locale;
    }

    boolean due(Instant now) {
        return !now.isBefore(lastBeat.plus(LiveStreams.HEARTBEAT));
    }

    boolean of(HttpSession other) {
        return session.getId().equals(other.getId());
    }

    /** A sign of life. */
    void beat(Instant now, String sign) {
        lastBeat = now;
        tell("heartbeat", sign);
    }

    /** Ends the stream of somebody who has signed out. */
    boolean left() {
        try {
            session.getAttribute("any");
            return false;
        } catch (IllegalStateException ended) {
            close();
            return true;
        }
    }

    /** What the page shows now; news only where it differs from what this reader has seen. */
    void changed(String now, long atMinute) {
        boolean later = minute != 0 && minute != atMinute;
        minute = atMinute;
        if (later || !now.equals(mark)) {
            mark = now;
            tell("changed", now);
        }
    }

    void tell(String name, String data) {
        synchronized (news) {
            news.put(name, data);
            if (carrying) {
                return;
            }
            carrying = true;
        }
        try {
            hands.execute(this::carry);
        } catch (RejectedExecutionException closing) {
            close();
        }
    }

    void close() {
        end(emitter::complete);
    }

    /** The server may have ended it meanwhile: then there is nothing more to end. */
    private static void end(Runnable how) {
        try {
            how.run();
        } catch (IllegalStateException endedAlready) {
            LOG.trace("A stream had ended already: {}", endedAlready.getMessage());
        }
    }

    private void carry() {
        try {
            for (Map.Entry<String, String> one = next(); one != null; one = next()) {
                emitter.send(SseEmitter.event().name(one.getKey()).data(one.getValue()));
            }
        } catch (IOException | IllegalStateException gone) {
            end(() -> emitter.completeWithError(gone));
        }
    }

    private Map.@Nullable Entry<String, String> next() {
        synchronized (news) {
            Iterator<Map.Entry<String, String>> waiting = news.entrySet().iterator();
            if (!waiting.hasNext()) {
                carrying = false;
                return null;
            }
            Map.Entry<String, String> one = Map.Entry.copyOf(waiting.next());
            waiting.remove();
            return one;
        }
    }
}
