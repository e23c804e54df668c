package vn.lienthong.sample;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The health insurer's API: a token for client credentials (RFC 6749, 4.4) and the roll of cards, part by part, also of what was changed
 * since.
 */
final class InsurerServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Duration TOKEN = Duration.ofMinutes(10);
    private static final int MOST_ROWS = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final transient InsuranceRoll roll;
    private final String client;
    private final String secret;
    private final transient Clock clock;
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();

    /** @param client who may ask, with this secret */
    InsurerServlet(InsuranceRoll roll, String client, String secret, Clock clock) {
        this.roll = roll;
        this.client = client;
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!"/oauth2/token".equals(request.getPathInfo())) {
            answer(response, 404, Map.of("loi", "khong-co"));
        } else if (!"client_credentials".equals(request.getParameter("grant_type"))) {
            answer(response, 400, Map.of("error", "unsupported_grant_type"));
        } else if (!known(request.getHeader("Authorization"))) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"bhyt\"");
            answer(response, 401, Map.of("error", "invalid_client"));
        } else {
            Instant now = clock.instant();
            tokens.values().removeIf(now::isAfter);
            String token = SampleServers.newPassword();
            tokens.put(token, now.plus(TOKEN));
            answer(
                    response,
                    200,
                    Map.of("access_token", token, "token_type", "Bearer", "expires_in", TOKEN.toSeconds()));
        }
    }

    private boolean known(@Nullable String header) {
        String wanted =
                "Basic " + Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return header != null
                && MessageDigest.isEqual(
                        wanted.getBytes(StandardCharsets.UTF_8), header.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!admitted(request.getHeader("Authorization"))) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"bhyt\"");
            answer(response, 401, Map.of("loi", "chua-dang-nhap"));
        } else if (!"/api/v1/the".equals(request.getPathInfo())) {
            answer(response, 404, Map.of("loi", "khong-co"));
        } else {
            cards(request, response);
        }
    }

    private boolean admitted(@Nullable String header) {
        if (header == null || !header.startsWith("Bearer ")) {
            return false;
        }
        Instant until = tokens.get(header.substring("Bearer ".length()));
        return until != null && clock.instant().isBefore(until);
    }

    private void cards(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long after;
        int most;
        Instant since;
        try {
            after = Long.parseLong(Objects.requireNonNullElse(request.getParameter("sau"), "0"));
            most = Math.min(
                    MOST_ROWS,
                    Integer.parseInt(Objects.requireNonNullElse(request.getParameter("soDong"), "" + MOST_ROWS)));
            String asked = request.getParameter("tuLuc");
            since = asked == null ? Instant.MIN : OffsetDateTime.parse(asked).toInstant();
        } catch (NumberFormatException | DateTimeException wrong) {
            answer(response, 400, Map.of("loi", "tham-so-sai"));
            return;
        }
        List<InsuranceRoll.Card> part;
        try (Stream<InsuranceRoll.Card> cards = roll.from(after)) {
            part = cards.filter(card -> !card.changed().isBefore(since))
                    .limit(Math.max(1, most) + 1L)
                    .toList();
        }
        Map<String, Object> body = new LinkedHashMap<>();
        List<Map<String, Object>> rows = new ArrayList<>();
        part.stream().limit(Math.max(1, most)).forEach(card -> rows.add(row(card)));
        body.put("the", rows);
        if (part.size() > rows.size()) {
            body.put("tiep", String.valueOf(part.get(rows.size()).number()));
        }
        answer(response, 200, body);
    }

    private static Map<String, Object> row(InsuranceRoll.Card card) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("soThe", card.code());
        row.put("soDinhDanh", card.personalId());
        row.put("hoTen", card.name());
        row.put("ngaySinh", card.birthDate().toString());
        row.put("noiDangKy", card.clinic());
        row.put("hanDung", card.until().toString());
        row.put("suaLuc", card.changed().toString());
        return row;
    }

    private static void answer(HttpServletResponse response, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
