package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** A quicker way to the same door. */
class HandlersByPlaceTest {
    private static final StaticWebApplicationContext HOUSE = new StaticWebApplicationContext();

    static {
        HOUSE.registerSingleton("house", House.class);
        HOUSE.refresh();
    }

    @Controller
    static class House {
        @RequestMapping(
                path = "/data/**",
                method = {RequestMethod.GET, RequestMethod.POST})
        void data() {}

        @GetMapping("/")
        void front() {}

        @GetMapping("/jobs")
        void jobs() {}

        @GetMapping("/jobs/{job}")
        void job() {}

        @GetMapping("/jobs/new")
        void fresh() {}

        @PostMapping(path = "/jobs/{job}", consumes = "application/json")
        void change() {}

        @PostMapping(path = "/jobs/{job}", consumes = "application/yaml")
        void changeInYaml() {}

        @GetMapping({"/a", "/b/{x}", "/b/all"})
        void twoPlaces() {}

        @GetMapping("/{any}/about")
        void anywhere() {}
    }

    private static final HandlersByPlace QUICK = ready(new HandlersByPlace());
    private static final RequestMappingHandlerMapping FRAMEWORK = ready(new RequestMappingHandlerMapping());

    private static <T extends RequestMappingHandlerMapping> T ready(T mapping) {
        mapping.setApplicationContext(HOUSE);
        mapping.afterPropertiesSet();
        return mapping;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /data/pupil-status/v1",
                "GET /data/pupil-status/v1/rows",
                "GET /data",
                "GET /data/about",
                "PUT /data/x",
                "HEAD /data/x",
                "OPTIONS /data/x",
                "POST /%64ata/pupil-status/v1",
                "POST /data;a=b/pupil-status/v1",
                "POST /DATA/x",
                "POST //data/x",
                "GET /",
                "GET /jobs",
                "GET /jobs/",
                "GET /jobs/new",
                "GET /jobs/one",
                "GET /jobs/about",
                "GET /jobs/%6eew",
                "POST /jobs/one",
                "DELETE /jobs/one",
                "GET /a",
                "GET /b/all",
                "GET /b/one",
                "GET /x/about",
                "GET /%78/about",
                "GET /nowhere",
            })
    void everyAddressLeadsToTheDoorToWhichTheFrameworkLeads(String asked) {
        assertThat(found(QUICK, asked)).isEqualTo(found(FRAMEWORK, asked));
    }

    @Test
    void whatComesLaterIsFoundAndWhatGoesIsNot() throws Exception {
        HandlersByPlace changing = ready(new HandlersByPlace());
        found(changing, "GET /data/x");
        RequestMappingInfo late = RequestMappingInfo.paths("/late/{x}")
                .options(changing.getBuilderConfiguration())
                .build();
        changing.registerMapping(late, new House(), House.class.getDeclaredMethod("jobs"));
        assertThat(found(changing, "GET /late/1")).containsEntry("handler", "jobs");
        changing.unregisterMapping(late);
        assertThat(found(changing, "GET /late/1")).containsEntry("handler", "none");
    }

    /** Who handles it, and what he is told of the address; or why nobody does. */
    private static Map<String, String> found(RequestMappingHandlerMapping mapping, String asked) {
        List<String> words = List.of(asked.split(" "));
        MockHttpServletRequest request = new MockHttpServletRequest(words.get(0), words.get(1));
        request.setContentType("application/yaml");
        ServletRequestPathUtils.parseAndCache(request);
        Map<String, String> found = new TreeMap<>();
        try {
            @Nullable HandlerExecutionChain chain = mapping.getHandler(request);
            boolean ours = chain != null && chain.getHandler() instanceof HandlerMethod;
            found.put(
                    "handler",
                    ours ? ((HandlerMethod) chain.getHandler()).getMethod().getName() : "none");
        } catch (Exception refused) {
            found.put("refused", refused.getClass().getSimpleName() + " " + refused.getMessage());
        }
        for (String told : List.of(
                HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE,
                HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE,
                HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE,
                HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE)) {
            found.put(told, Objects.toString(request.getAttribute(told)));
        }
        return found;
    }
}
