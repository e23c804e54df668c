package vn.lienthong.agency;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.security.web.firewall.HttpStatusRequestRejectedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;

/** Answers a program that asks for an address that is none, so that it reads of this what it reads of every other error. */
@Component
class BadAddress implements RequestRejectedHandler {
    private static final String API = "/api/";

    private final RequestRejectedHandler pages = new HttpStatusRequestRejectedHandler();
    private final Refusal refusal;

    BadAddress(Refusal refusal) {
        this.refusal = refusal;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
            throws IOException, ServletException {
        if (request.getRequestURI().startsWith(API)) {
            refusal.answer(request, response, 400, refused());
        } else {
            pages.handle(request, response, rejected);
        }
    }

    private static HubException refused() {
        return new HubException(AgencyError.ADDRESS_INVALID, Map.of());
    }

    /** What the server itself takes for no address never reaches a filter; it would be answered with the server's own page. */
    ErrorReportValve atTheServer() {
        ErrorReportValve report = new Report();
        report.setShowReport(false);
        report.setShowServerInfo(false);
        return report;
    }

    private final class Report extends ErrorReportValve {
        @Override
        protected void report(Request request, Response response, Throwable thrown) {
            if (response.getStatus() != 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            try {
                if (String.valueOf(request.getRequestURI()).startsWith(API)) {
                    refusal.answer(request.getRequest(), response, 400, refused());
                } else {
                    response.setContentType("text/plain");
                    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
                    Writer out = response.getReporter();
                    out.write(refused().problem().in(request.getLocale()) + "\n");
                }
                response.finishResponse();
            } catch (IOException gone) {
                container.getLogger().debug("the caller had left before the answer to a bad address", gone);
            }
        }
    }
}
