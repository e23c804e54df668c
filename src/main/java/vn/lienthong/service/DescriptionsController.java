package vn.lienthong.service;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.May;

/** Descriptions of services to download, for people who make the programs that will ask them. */
@Controller
class DescriptionsController {
    private final ShownServices shown;

    DescriptionsController(ShownServices shown) {
        this.shown = shown;
    }

    @May(Act.SEE)
    @GetMapping("/services/{name}/{version}/openapi.json")
    ResponseEntity<Map<String, Object>> openApi(
            @PathVariable String name, @PathVariable String version, Locale locale, HttpServletRequest request) {
        ServiceShape shape = shown.shape(name, version, DataService.REST);
        return attached(shape, "openapi.json", MediaType.APPLICATION_JSON)
                .body(OpenApiDocument.of(shape, hub(request), locale));
    }

    @May(Act.SEE)
    @GetMapping("/services/{name}/{version}/service.wsdl")
    ResponseEntity<String> wsdl(
            @PathVariable String name, @PathVariable String version, Locale locale, HttpServletRequest request) {
        ServiceShape shape = shown.shape(name, version, DataService.SOAP);
        return attached(shape, "wsdl", MediaType.parseMediaType("text/xml;charset=UTF-8"))
                .body(ServiceWsdl.of(shape, hub(request), locale));
    }

    private static String hub(HttpServletRequest request) {
        return ServletUriComponentsBuilder.fromContextPath(request).toUriString();
    }

    private static ResponseEntity.BodyBuilder attached(ServiceShape shape, String ending, MediaType type) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + shape.id().name() + ".v"
                                + shape.id().version() + "." + ending + "\"");
    }
}
