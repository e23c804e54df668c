package vn.lienthong.agency;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.HubException;

/**
 * Carries out a write of the API once for each {@code Idempotency-Key}, however often it comes; stands behind the doors, so that
 * only who may write leaves a trace. A write that is refused leaves none. Tokens, invitations, secrets of programs and rows as they are take no key: the
 * answer is a secret and kept nowhere.
 */
final class OnceFilter extends OncePerRequestFilter {
    static final String HEADER = "Idempotency-Key";
    private static final int MOST_BYTES = 4 << 20;
    private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");
    private static final Pattern SECRETS = Pattern.compile(
            TokensApi.PATH + "|" + PeopleApi.PATH
                    + "(/[^/]*/invitation)?|/api/v1/callers(/[^/]*/secrets)?|/api/v1/quarantine/[^/]*/unmask|/api/v1/person-file/.*");
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final RepeatedRequests requests;
    private final Refusal refusal;

    OnceFilter(RepeatedRequests requests, Refusal refusal) {
        this.requests = requests;
        this.refusal = refusal;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HEADER) == null
                || READS.contains(request.getMethod())
                || SECRETS.matcher(request.getServletPath()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String key = request.getHeader(HEADER);
        String actor = Objects.requireNonNull(
                        SecurityContextHolder.getContext().getAuthentication(), "the doors stand before this filter")
                .getName();
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        Optional<RepeatedRequests.Answer> before;
        try {
            before = begin(actor, key, request, body);
        } catch (HubException refused) {
            refusal.answer(request, response, refused);
            return;
        }
        if (before.isPresent()) {
            repeat(before.get(), response);
        } else {
            carryOut(actor, key, new Replayed(request, body), response, chain);
        }
    }

    private Optional<RepeatedRequests.Answer> begin(String actor, String key, HttpServletRequest request, byte[] body) {
        if (!KEY.matcher(key).matches()) {
            throw new HubException(AgencyError.KEY_INVALID, Map.of());
        }
        if (body.length > MOST_BYTES) {
            throw new HubException(AgencyError.REQUEST_TOO_LARGE, Map.of("most", MOST_BYTES >> 20));
        }
        String line =
                request.getMethod() + " " + request.getRequestURI() + "?" + request.getQueryString() + "\n" + scope();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        whole.writeBytes(body);
        return requests.begin(actor, key, whole.toByteArray());
    }

    /** A token for less is another caller: it does not get the answer that one for more got. */
    private static String scope() {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        if (who == null || !(who.getDetails() instanceof PersonCalling.Scope scope)) {
            return "";
        }
        String acts = scope.acts() == null
                ? "*"
                : scope.acts().stream().map(Act::code).sorted().collect(Collectors.joining(" "));
        return acts + "@" + scope.agency() + "\n";
    }

    private static void repeat(RepeatedRequests.Answer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        if (answer.contentType() != null) {
            response.setContentType(answer.contentType());
        }
        if (answer.location() != null) {
            response.setHeader(HttpHeaders.LOCATION, answer.location());
        }
        response.getOutputStream().write(answer.body());
    }

    private void carryOut(
            String actor, String key, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper kept = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, kept); // where it throws nobody knows the effect: the key stays without an answer
        if (kept.getStatus() < 300 || kept.getStatus() == HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
            requests.answered(
                    actor,
                    key,
                    new RepeatedRequests.Answer(
                            kept.getStatus(),
                            kept.getContentType(),
                            kept.getHeader(HttpHeaders.LOCATION),
                            kept.getContentAsByteArray()));
        } else {
            requests.forget(actor, key);
        }
        kept.copyBodyToResponse();
    }

    /** The request with the body that was read already. */
    private static final class Replayed extends HttpServletRequestWrapper {
        private final byte[] body;

        Replayed(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return new Bytes(new ByteArrayInputStream(body));
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    /** Bytes as a servlet reads them. */
    private static final class Bytes extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Bytes(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int from, int length) {
            return bytes.read(into, from, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("the API reads its requests in one go");
        }
    }
}
