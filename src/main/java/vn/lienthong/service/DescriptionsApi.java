package vn.lienthong.service;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.May;

/** Descriptions of services, for people's own tools. */
@RestController
@RequestMapping("/api/v1")
class DescriptionsApi {
    private final ShownServices shown;

    DescriptionsApi(ShownServices shown) {
        this.shown = shown;
    }

    @May(Act.SEE)
    @GetMapping("/services/{name}/{version}/openapi")
    Map<String, Object> openApi(
            @PathVariable String name, @PathVariable String version, Locale locale, HttpServletRequest request) {
        return OpenApiDocument.of(shown.shape(name, version, DataService.REST), hub(request), locale);
    }

    @May(Act.SEE)
    @GetMapping(path = "/services/{name}/{version}/wsdl", produces = "text/xml;charset=UTF-8")
    String wsdl(@PathVariable String name, @PathVariable String version, Locale locale, HttpServletRequest request) {
        return ServiceWsdl.of(shown.shape(name, version, DataService.SOAP), hub(request), locale);
    }

    private static String hub(HttpServletRequest request) {
        return ServletUriComponentsBuilder.fromContextPath(request).toUriString();
    }
}
