package vn.lienthong.agency;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Personal;

/** What the caller's person has open in browsers, and signing somebody else out, over REST. */
@RestController
@RequestMapping("/api/v1")
class SessionsApi {
    /** Why somebody else is signed out. */
    record Reason(@Nullable String reason) {}

    private final Sessions sessions;
    private final SessionDesk desk;
    private final Callers callers;

    SessionsApi(Sessions sessions, SessionDesk desk, Callers callers) {
        this.sessions = sessions;
        this.desk = desk;
        this.callers = callers;
    }

    /**
     * A session that is open.
     *
     * @param way account, provider or token
     * @param browser the family; {@code other} where it is not known
     * @param used when something was done in it last, to the minute
     */
    record View(long number, String way, String address, String browser, Instant begun, Instant used) {
        static View of(Sessions.Open open) {
            return new View(
                    open.number(),
                    open.way().code(),
                    open.address(),
                    open.browser().code(),
                    open.begun(),
                    open.used());
        }
    }

    /** Used last first. */
    @Personal
    @GetMapping("/sessions")
    List<View> all() {
        return sessions.of(callers.current().name()).stream().map(View::of).toList();
    }

    @Personal
    @DeleteMapping("/sessions/{number}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable long number) {
        desk.end(callers.current().name(), number);
    }

    /** Whoever calls by a token sits at none of them. */
    @Personal
    @DeleteMapping("/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endAll() {
        desk.endOthers(callers.current().name(), null);
    }

    /** Whoever manages somebody signs him out everywhere. */
    @May(value = Act.MANAGE_PEOPLE, of = "person")
    @PostMapping("/people/{name}/sessions/end")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endAllOf(@PathVariable String name, @RequestBody Reason why) {
        desk.endAllOf(callers.current(), name, why.reason() == null ? "" : why.reason());
    }
}
