package vn.lienthong.service;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import vn.lienthong.kernel.Open;

/** Where programs ask for rosters by OneRoster 1.2. Of a request nothing but what {@link DataController} lets in goes further. */
@RestController
class RosterController {
    private final RosterDesk desk;

    RosterController(RosterDesk desk) {
        this.desk = desk;
    }

    @Open
    @GetMapping(path = RosterAddress.BASE + "/**")
    ResponseEntity<Object> call(HttpServletRequest request) {
        DataAnswer answer = desk.answer(
                Proof.of(request),
                () -> ServletUriComponentsBuilder.fromContextPath(request).toUriString(),
                request.getRequestURI(),
                new ServiceCall.Given(() -> DataController.query(request), true),
                request.getLocale());
        ResponseEntity.BodyBuilder built = ResponseEntity.status(answer.status());
        AnswerHeaders.of(answer.status(), answer.contentType(), answer.seconds(), answer.headers())
                .forEach(built::header);
        return built.body(answer.sent());
    }
}
