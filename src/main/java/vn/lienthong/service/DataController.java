package vn.lienthong.service;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import vn.lienthong.kernel.Open;

/**
 * Where programs of other agencies ask. Of what a request brings along only what shows who asks, its language, the kind of its body and what is
 * asked go further in; no header of a caller ever reaches a route.
 */
@RestController
class DataController {
    private static final int MOST_BYTES = 16 << 10;

    private final DataDesk desk;

    DataController(DataDesk desk) {
        this.desk = desk;
    }

    @Open
    @RequestMapping(
            path = "/data/**",
            method = {RequestMethod.GET, RequestMethod.POST})
    ResponseEntity<Object> call(HttpServletRequest request) {
        boolean inAddress = !request.getMethod().equals("POST");
        DataAnswer answer = desk.answer(
                Proof.of(request),
                () -> ServletUriComponentsBuilder.fromContextPath(request).toUriString(),
                request.getRequestURI(),
                new ServiceCall.Given(() -> inAddress ? query(request) : body(request), inAddress),
                request.getLocale());
        ResponseEntity.BodyBuilder built = ResponseEntity.status(answer.status());
        AnswerHeaders.of(answer.status(), answer.contentType(), answer.seconds(), answer.headers())
                .forEach(built::header);
        return built.body(answer.sent());
    }

    static Map<String, Object> query(HttpServletRequest request) {
        Map<String, Object> fields = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (values.length != 1) {
                throw Asked.unreadable();
            }
            fields.put(name, values[0]);
        });
        return fields;
    }

    /** JSON alone; in the address of a request with a body nothing is looked for. */
    private static Map<String, Object> body(HttpServletRequest request) {
        @Nullable String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_JSON_VALUE)) {
            throw Asked.unreadable();
        }
        try {
            byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                throw Asked.unreadable();
            }
            return Asked.fields(body);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
