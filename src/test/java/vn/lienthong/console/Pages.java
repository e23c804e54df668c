package vn.lienthong.console;

import java.lang.reflect.Method;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/** Every page that the hub has, by the kind of its address. */
final class Pages {
    private final List<PathPattern> all;

    Pages(ApplicationContext hub) {
        all = hub
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .filter(each -> isPage(each.getValue()))
                .map(Map.Entry::getKey)
                .filter(each -> each.getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .flatMap(each -> each.getPathPatternsCondition().getPatterns().stream())
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /** Answers with a template; what answers with a file or with data is none. */
    private static boolean isPage(HandlerMethod handler) {
        Method method = handler.getMethod();
        return method.getReturnType() == String.class
                && !handler.hasMethodAnnotation(ResponseBody.class)
                && !handler.getBeanType().isAnnotationPresent(RestController.class)
                && handler.getBeanType().getName().startsWith("vn.lienthong.");
    }

    /** The kinds of all addresses. */
    Set<String> kinds() {
        return all.stream().map(PathPattern::getPatternString).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The kind of an address; null where it is no page. */
    @Nullable
    String kind(String address) {
        PathContainer path = PathContainer.parsePath(URI.create(address).getPath());
        return all.stream()
                .filter(each -> each.matches(path))
                .findFirst()
                .map(PathPattern::getPatternString)
                .orElse(null);
    }

    /** Whether it leads to the same page in another language or look. */
    boolean looksOtherwise(String address) {
        return names(address).stream().anyMatch(Set.of("lang", "theme")::contains);
    }

    /** What is asked beside the path, by name. */
    String asked(String address) {
        List<String> names = names(address);
        return names.isEmpty() ? "" : "?" + String.join("&", names);
    }

    private static List<String> names(String address) {
        String query = URI.create(address).getRawQuery();
        return query == null
                ? List.of()
                : Arrays.stream(query.split("&"))
                        .map(each -> each.split("=", 2)[0])
                        .distinct()
                        .sorted()
                        .toList();
    }
}
