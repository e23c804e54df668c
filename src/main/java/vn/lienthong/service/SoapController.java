package vn.lienthong.service;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import vn.lienthong.kernel.Open;

/**
 * Where programs of other agencies ask in envelopes. Of what a request brings along only what shows who asks, its language, the kind of its body
 * and the body go further in; no header of a caller ever reaches CXF or a route.
 */
@RestController
class SoapController {
    private static final int MOST_BYTES = 16 << 10;

    /** One part alone, and in the one encoding in which nothing can be hidden from whoever reads first. */
    private static final Pattern TAKEN = Pattern.compile(
            "(text/xml|application/soap\\+xml)\\s*(;\\s*(charset=\"?utf-8\"?|action=\"[^\"]{0,200}\")\\s*){0,2}",
            Pattern.CASE_INSENSITIVE);

    private final SoapDesk desk;

    SoapController(SoapDesk desk) {
        this.desk = desk;
    }

    @Open
    @PostMapping("/soap/**")
    ResponseEntity<byte[]> ask(HttpServletRequest request) {
        String type = request.getContentType() == null ? "" : request.getContentType();
        SoapReply reply = desk.answer(
                sender(request),
                request.getRequestURI(),
                type.toLowerCase(Locale.ROOT).startsWith("application/soap+xml"),
                () -> TAKEN.matcher(type).matches() ? body(request) : Optional.empty(),
                request.getLocale());
        return built(reply.status(), reply.contentType(), reply.seconds(), reply.headers())
                .body(reply.body());
    }

    private static SoapDesk.Sender sender(HttpServletRequest request) {
        return new SoapDesk.Sender(Proof.of(request), request.isSecure(), request.getRemoteAddr());
    }

    @Open
    @GetMapping("/soap/**")
    ResponseEntity<byte[]> describe(HttpServletRequest request) {
        DataAnswer answer = desk.describe(
                Proof.of(request),
                ServletUriComponentsBuilder.fromContextPath(request).toUriString(),
                request.getRequestURI(),
                "wsdl".equalsIgnoreCase(request.getQueryString()),
                request.getLocale());
        return built(answer.status(), answer.contentType(), answer.seconds(), answer.headers())
                .body(answer.body());
    }

    private static ResponseEntity.BodyBuilder built(
            int status, String type, @Nullable Long seconds, Map<String, String> headers) {
        ResponseEntity.BodyBuilder built = ResponseEntity.status(status);
        AnswerHeaders.of(status, type, seconds, headers).forEach(built::header);
        return built;
    }

    /** Nothing where it is larger than any question. */
    private static Optional<byte[]> body(HttpServletRequest request) {
        try {
            byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
            return body.length > MOST_BYTES ? Optional.empty() : Optional.of(body);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
