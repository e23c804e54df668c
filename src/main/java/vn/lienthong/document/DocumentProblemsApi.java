package vn.lienthong.document;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers a document that cannot be used with a problem document (RFC 9457) that lists everything wrong in it. */
@RestControllerAdvice(annotations = RestController.class)
@Order(1)
class DocumentProblemsApi {
    /** One thing that is wrong, in the reader's language. */
    record Line(String file, int line, @Nullable Integer column, String what, String remedy) {}

    @ExceptionHandler
    ProblemDetail document(DocumentException error, Locale locale) {
        List<Line> lines = error.problems().stream()
                .map(problem -> new Line(
                        problem.file(),
                        problem.line(),
                        problem.column(),
                        problem.what().in(locale),
                        problem.remedy().in(locale)))
                .toList();
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(
                HttpStatus.UNPROCESSABLE_ENTITY, lines.get(0).what());
        detail.setTitle(lines.get(0).what());
        detail.setProperty("code", "document.INVALID");
        detail.setProperty("remedy", lines.get(0).remedy());
        detail.setProperty("problems", lines);
        return detail;
    }
}
