package vn.lienthong.service;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Open;

/** The token endpoint of OAuth 2.0 (RFC 6749) for client credentials: by {@code client_secret_basic} or {@code client_secret_post}. */
@RestController
class TokenController {
    static final String PATH = "/oauth2/token";

    private static final String BASIC = "Basic ";

    private final TokenGate gate;
    private final Clock clock;

    TokenController(TokenGate gate, Clock clock) {
        this.gate = gate;
        this.clock = clock;
    }

    /** What a program shows of itself. */
    private record Shown(
            String name, String secret, @Nullable String scope) {
        /** Null where it asks for none, also without a value (RFC 6749, 3.2); what is known nowhere is no scope (5.2). */
        @Nullable
        Set<RosterScope> scopes() {
            if (scope == null || scope.isBlank()) {
                return null;
            }
            Set<RosterScope> asked = RosterScope.asked(scope);
            if (asked.isEmpty()) {
                throw new WrongRequestException("invalid_scope");
            }
            return asked;
        }

        @Override
        public String toString() {
            return "Shown[]";
        }
    }

    /** A request that the protocol does not know. */
    private static final class WrongRequestException extends RuntimeException {
        WrongRequestException(String error) {
            super(error, null, false, false);
        }
    }

    @Open
    @PostMapping(PATH)
    ResponseEntity<Map<String, Object>> token(HttpServletRequest request) {
        @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        try {
            Shown shown = shown(request, header);
            Set<RosterScope> scopes = shown.scopes();
            ServiceCallers.Issued issued = gate.token(shown.name(), shown.secret(), request.getRemoteAddr(), scopes);
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("access_token", issued.text());
            answer.put("token_type", "Bearer");
            answer.put(
                    "expires_in",
                    Duration.between(clock.instant(), issued.ends()).toSeconds());
            if (scopes != null) {
                answer.put("scope", RosterScope.text(scopes));
            }
            return answered(200).body(answer);
        } catch (WrongRequestException wrong) {
            return answered(400).body(Map.of("error", String.valueOf(wrong.getMessage())));
        } catch (HubException refused) {
            return refused(request, header, refused);
        }
    }

    private static ResponseEntity<Map<String, Object>> refused(
            HttpServletRequest request, @Nullable String header, HubException refused) {
        boolean waits = refused.arguments().get("seconds") != null;
        ResponseEntity.BodyBuilder answer = answered(waits ? 429 : 401);
        if (waits) {
            answer.header(
                    HttpHeaders.RETRY_AFTER, String.valueOf(refused.arguments().get("seconds")));
        } else if (header != null) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"lienthong\"");
        }
        return answer.body(Map.of(
                "error",
                "invalid_client",
                "error_description",
                refused.problem().in(request.getLocale()) + " "
                        + refused.remedy().in(request.getLocale())));
    }

    private static ResponseEntity.BodyBuilder answered(int status) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache");
    }

    /** A secret in an address would stand in logs on its way: what comes so is not looked at. */
    private static Shown shown(HttpServletRequest request, @Nullable String header) {
        @Nullable String type = request.getContentType();
        if (request.getQueryString() != null
                || type == null
                || !MediaType.APPLICATION_FORM_URLENCODED.isCompatibleWith(MediaType.parseMediaType(type))) {
            throw new WrongRequestException("invalid_request");
        }
        Map<String, String> given = once(request.getParameterMap());
        if (!"client_credentials".equals(given.get("grant_type"))) {
            throw new WrongRequestException(
                    given.containsKey("grant_type") ? "unsupported_grant_type" : "invalid_request");
        }
        boolean basic = header != null && header.regionMatches(true, 0, BASIC, 0, BASIC.length());
        if (basic && given.containsKey("client_secret")) {
            throw new WrongRequestException("invalid_request");
        }
        if (basic) {
            return basic(header.substring(BASIC.length()).strip(), given.get("scope"));
        }
        String name = given.get("client_id");
        String secret = given.get("client_secret");
        if (name == null || secret == null) {
            throw new WrongRequestException("invalid_request");
        }
        return new Shown(name, secret, given.get("scope"));
    }

    private static Map<String, String> once(Map<String, String[]> parameters) {
        Map<String, String> given = new LinkedHashMap<>();
        parameters.forEach((name, values) -> {
            if (values.length != 1) {
                throw new WrongRequestException("invalid_request");
            }
            given.put(name, values[0]);
        });
        return given;
    }

    private static Shown basic(String encoded, @Nullable String scope) {
        try {
            String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            if (colon < 0) {
                throw new WrongRequestException("invalid_request");
            }
            return new Shown(
                    URLDecoder.decode(text.substring(0, colon), StandardCharsets.UTF_8),
                    URLDecoder.decode(text.substring(colon + 1), StandardCharsets.UTF_8),
                    scope);
        } catch (IllegalArgumentException garbled) {
            throw new WrongRequestException("invalid_request");
        }
    }
}
