package vn.lienthong.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import vn.lienthong.agency.ConfirmationController;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.KernelError;

/** Answers coded errors: people get a page with the remedy, programs a problem document (RFC 9457). */
@ControllerAdvice
@Order(0)
class PageErrors {
    @ExceptionHandler
    Object hub(HubException error, HttpServletRequest request, HttpServletResponse response, Locale locale) {
        HttpStatus status = status(error.code().kind());
        String problem = error.problem().in(locale);
        String remedy = error.remedy().in(locale);
        if (error.code().kind() == ErrorKind.TOO_OFTEN) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, String.valueOf(error.arguments().get("seconds")));
        }
        if (request.getRequestURI().startsWith("/api/")) {
            ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, problem);
            detail.setTitle(problem);
            detail.setProperty("code", error.code().code());
            detail.setProperty("remedy", remedy);
            return ResponseEntity.of(detail).build();
        }
        if (error.code() == KernelError.CONFIRM_FIRST) {
            ConfirmationController.goOnAt(request.getSession(), wanted(request));
            return "redirect:" + ConfirmationController.PAGE;
        }
        response.setStatus(status.value());
        return new ModelAndView(
                "error",
                Map.of(
                        "problem",
                        problem,
                        "remedy",
                        remedy,
                        "status",
                        status.value(),
                        "code",
                        error.code().code()));
    }

    /** Where somebody goes on: at what he wanted to look at, or at the page whose form he sent. */
    private static String wanted(HttpServletRequest request) {
        if (request.getMethod().equals("GET")) {
            return request.getRequestURI() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
        }
        try {
            URI page = URI.create(String.valueOf(request.getHeader(HttpHeaders.REFERER)));
            boolean here =
                    page.getRawAuthority() != null && page.getRawAuthority().equals(request.getHeader("Host"));
            return here ? page.getRawPath() + (page.getRawQuery() == null ? "" : "?" + page.getRawQuery()) : "/";
        } catch (IllegalArgumentException noAddress) {
            return "/"; // only where the browser says nothing sensible: the first page is a place to go on, too
        }
    }

    /** An address that leads nowhere, or a name that cannot be one. */
    @ExceptionHandler({NoResourceFoundException.class, MethodArgumentTypeMismatchException.class})
    Object nothing(Exception error, HttpServletRequest request, HttpServletResponse response) {
        if (request.getRequestURI().startsWith("/api/")) {
            return ResponseEntity.of(ProblemDetail.forStatus(
                            error instanceof NoResourceFoundException ? HttpStatus.NOT_FOUND : HttpStatus.BAD_REQUEST))
                    .build();
        }
        response.setStatus(HttpStatus.NOT_FOUND.value());
        return new ModelAndView("error", Map.of("status", HttpStatus.NOT_FOUND.value()));
    }

    private static HttpStatus status(ErrorKind kind) {
        return switch (kind) {
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case DENIED -> HttpStatus.FORBIDDEN;
            case CONFLICT -> HttpStatus.CONFLICT;
            case TOO_OFTEN -> HttpStatus.TOO_MANY_REQUESTS;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            case BUG -> HttpStatus.INTERNAL_SERVER_ERROR;
            case CONFIGURATION, CREDENTIAL, DATA -> HttpStatus.UNPROCESSABLE_ENTITY;
        };
    }
}
