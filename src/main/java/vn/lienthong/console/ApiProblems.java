package vn.lienthong.console;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.KernelError;

/** Gives every problem document of the API its code and its remedy, also where the framework refuses a request by itself. */
@ControllerAdvice
class ApiProblems implements ResponseBodyAdvice<Object> {
    /** What nobody expected, as a problem document too; the cause goes into the log only. */
    @RestControllerAdvice(annotations = RestController.class)
    @Order
    static class Unexpected {
        private static final Logger LOG = LoggerFactory.getLogger(Unexpected.class);

        @ExceptionHandler
        ResponseEntity<ProblemDetail> unexpected(RuntimeException bug, Locale locale) {
            LOG.error("a request of the API met an error of the hub's own", bug);
            HubException said = new HubException(
                    KernelError.INTERNAL, Map.of("what", bug.getClass().getSimpleName()));
            ProblemDetail detail = ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR);
            say(detail, said, locale);
            return ResponseEntity.of(detail).build();
        }
    }

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        boolean bare = body instanceof ProblemDetail detail
                && (detail.getProperties() == null || !detail.getProperties().containsKey("code"));
        if (bare) {
            ProblemDetail detail = (ProblemDetail) body;
            say(detail, new HubException(code(detail.getStatus()), Map.of()), LocaleContextHolder.getLocale());
        }
        return body;
    }

    private static ConsoleError code(int status) {
        return switch (status) {
            case 404 -> ConsoleError.ADDRESS_UNKNOWN;
            case 405 -> ConsoleError.METHOD_UNFIT;
            case 406, 415 -> ConsoleError.CONTENT_UNFIT;
            default -> ConsoleError.REQUEST_UNREADABLE;
        };
    }

    private static void say(ProblemDetail detail, HubException said, Locale locale) {
        detail.setTitle(said.problem().in(locale));
        detail.setDetail(said.problem().in(locale));
        detail.setProperty("code", said.code().code());
        detail.setProperty("remedy", said.remedy().in(locale));
    }
}
