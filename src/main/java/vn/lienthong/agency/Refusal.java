package vn.lienthong.agency;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;

/** Answers a program that is refused at the door, before any part of the API sees it, with a problem document (RFC 9457). */
@Component
class Refusal {
    private final ObjectMapper json;

    Refusal(ObjectMapper json) {
        this.json = json;
    }

    void answer(HttpServletRequest request, HttpServletResponse response, HubException refused) throws IOException {
        int status =
                switch (refused.code().kind()) {
                    case CONFLICT -> 409;
                    case TOO_OFTEN -> 429;
                    default -> 422;
                };
        answer(request, response, status, refused);
    }

    void answer(HttpServletRequest request, HttpServletResponse response, int status, HubException refused)
            throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", refused.problem().in(request.getLocale()));
        problem.put("status", status);
        problem.put("code", refused.code().code());
        problem.put("detail", refused.problem().in(request.getLocale()));
        problem.put("remedy", refused.remedy().in(request.getLocale()));
        response.setStatus(status);
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000 ; includeSubDomains");
        }
        response.setContentType("application/problem+json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(json.writeValueAsString(problem));
    }
}
