package vn.lienthong.agency;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Open;
import vn.lienthong.kernel.Page;
import vn.lienthong.kernel.Personal;

/**
 * Exchanges name, password and code, or the first-start token, for a token that a program can use for a while; shows the valid tokens
 * and ends them.
 */
@RestController
@RequestMapping(TokensApi.PATH)
class TokensApi {
    static final String PATH = "/api/v1/tokens";

    private static final String ACT = "token.issued";

    private final SignIn signIn;
    private final TokenDesk desk;
    private final Callers callers;

    TokensApi(SignIn signIn, TokenDesk desk, Callers callers) {
        this.signIn = signIn;
        this.desk = desk;
        this.callers = callers;
    }

    /** What is asked for, and by whom. */
    record Wanted(
            @Nullable String firstStartToken,
            @Nullable String person,
            @Nullable String password,
            @Nullable String code,
            @Nullable String purpose,
            @Nullable List<String> acts,
            @Nullable String agency,
            @Nullable Long hours) {
        TokenDesk.Order order() {
            return new TokenDesk.Order(purpose, acts, agency, hours);
        }

        SignIn.Given given(String address) {
            return new SignIn.Given(said(person), said(password), said(code), address);
        }

        private static String said(@Nullable String text) {
            return text == null ? "" : text;
        }

        @Override
        public String toString() {
            return "Wanted[]";
        }
    }

    /** What is given, once. */
    record Given(String token, Instant expires) {}

    @Open
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Given exchange(@RequestBody Wanted wanted, HttpServletRequest request) {
        TokenDesk.Order order = wanted.order();
        String purpose = order.name(); // what a stranger wrote stands nowhere
        String person = wanted.person() == null
                ? signIn.firstAdministrator(wanted.firstStartToken(), ACT, "token/" + purpose)
                : signIn.person(wanted.given(request.getRemoteAddr()), ACT);
        ApiTokens.Issued issued = desk.issue(person, order);
        return new Given(issued.token(), issued.expires());
    }

    /** The tokens that are valid now, without their texts: the caller's own, and those of people whom he manages. */
    @Personal
    @GetMapping
    Page<ApiTokens.Valid> all(
            @RequestParam(defaultValue = "0") long after, @RequestParam(defaultValue = "100") int limit) {
        List<ApiTokens.Valid> later = desk.seen(callers.current()).stream()
                .filter(token -> token.number() > after)
                .toList();
        return Page.of(later, Page.size(limit), token -> String.valueOf(token.number()));
    }

    /** Ends a token at once. */
    @Personal
    @DeleteMapping("/{number}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable long number) {
        desk.end(callers.current(), number);
    }

    /** Ends the token that the request itself carries. */
    @Personal
    @DeleteMapping("/current")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leave(Authentication bearer) {
        if (!(bearer.getCredentials() instanceof Long number)) {
            throw new HubException(AgencyError.TOKEN_UNKNOWN, Map.of("number", 0));
        }
        desk.end(callers.current(), number);
    }
}
