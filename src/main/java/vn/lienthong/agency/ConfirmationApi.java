package vn.lienthong.agency;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Personal;

/** Lets whoever holds a token show that he is its person, before what needs that. */
@RestController
class ConfirmationApi {
    private final Confirmations confirmations;

    ConfirmationApi(Confirmations confirmations) {
        this.confirmations = confirmations;
    }

    /** What he shows. */
    record Wanted(
            @Nullable String password,
            @Nullable String code,
            @Nullable String firstStartToken) {
        Confirmations.Shown shown() {
            return new Confirmations.Shown(said(password), said(code), said(firstStartToken));
        }

        private static String said(@Nullable String text) {
            return text == null ? "" : text;
        }

        @Override
        public String toString() {
            return "Wanted[]";
        }
    }

    /** Until when it counts. */
    record Confirmation(Instant until) {}

    @Personal
    @PostMapping(path = "/api/v1/confirmation", consumes = MediaType.APPLICATION_JSON_VALUE)
    Confirmation confirm(@RequestBody Wanted wanted, Authentication who, HttpServletRequest request) {
        return new Confirmation(confirmations.take(wanted.shown(), who, request));
    }
}
