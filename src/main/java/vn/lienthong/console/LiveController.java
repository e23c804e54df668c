package vn.lienthong.console;

import jakarta.servlet.http.HttpSession;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.May;

/** The stream of a page. Behind the same door as the pages themselves. */
@Controller
class LiveController {
    private final LiveStreams streams;
    private final Callers callers;

    LiveController(LiveStreams streams, Callers callers) {
        this.callers = callers;
        this.streams = streams;
    }

    /** Opens it; a page that gets none asks again from time to time. */
    @May(Act.SEE)
    @GetMapping(path = LiveStreams.ADDRESS, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> events(
            @RequestParam String page,
            @RequestParam(defaultValue = "") String mark,
            HttpSession session,
            Locale locale) {
        return streams.open(page, mark, callers.current(), session, locale)
                .map(stream ->
                        ResponseEntity.ok().header("X-Accel-Buffering", "no").body(stream))
                .orElseGet(() ->
                        ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build());
    }
}
