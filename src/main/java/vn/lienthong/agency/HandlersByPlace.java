package vn.lienthong.agency;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Finds who handles an address among those whose addresses begin with the same part, where the framework tries every pattern of the hub,
 * twice for each request. Where not exactly one fits, the framework is asked: which fits best, and what to say where none does, is its
 * own matter.
 */
final class HandlersByPlace extends RequestMappingHandlerMapping {
    /** Those whose first part is no plain word; they may fit any address. */
    private static final String ANYWHERE = "*";

    private volatile @Nullable Map<String, List<Known>> places;

    private record Known(RequestMappingInfo info, HandlerMethod method) {}

    @Override
    protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request) throws Exception {
        if (path.indexOf('%') >= 0 || path.indexOf(';') >= 0) {
            return super.lookupHandlerMethod(path, request); // written so that its first part may be another
        }
        Map<String, List<Known>> now = places();
        @Nullable Known fitting = null;
        @Nullable RequestMappingInfo how = null;
        for (String place : List.of(place(path), ANYWHERE)) {
            for (Known one : now.getOrDefault(place, List.of())) {
                RequestMappingInfo fits = getMatchingMapping(one.info(), request);
                if (fits != null) {
                    if (fitting != null) {
                        return super.lookupHandlerMethod(path, request);
                    }
                    fitting = one;
                    how = fits;
                }
            }
        }
        if (fitting == null) {
            return super.lookupHandlerMethod(path, request);
        }
        request.setAttribute(BEST_MATCHING_HANDLER_ATTRIBUTE, fitting.method());
        handleMatch(how, path, request);
        return fitting.method();
    }

    private Map<String, List<Known>> places() {
        Map<String, List<Known>> known = places;
        if (known == null) {
            Map<String, List<Known>> fresh = new HashMap<>();
            getHandlerMethods().forEach((info, method) -> info.getPatternValues().stream()
                    .map(HandlersByPlace::place)
                    .map(place -> place.matches(".*[*?{].*") ? ANYWHERE : place)
                    .distinct()
                    .forEach(place -> fresh.computeIfAbsent(place, none -> new ArrayList<>())
                            .add(new Known(info, method))));
            places = known = fresh;
        }
        return known;
    }

    /** The first part of an address or a pattern. */
    private static String place(String path) {
        int from = path.startsWith("/") ? 1 : 0;
        int end = path.indexOf('/', from);
        return end < 0 ? path.substring(from) : path.substring(from, end);
    }

    @Override
    protected void registerHandlerMethod(Object handler, Method method, RequestMappingInfo mapping) {
        super.registerHandlerMethod(handler, method, mapping);
        places = null;
    }

    @Override
    public void registerMapping(RequestMappingInfo mapping, Object handler, Method method) {
        super.registerMapping(mapping, handler, method);
        places = null;
    }

    @Override
    public void unregisterMapping(RequestMappingInfo mapping) {
        super.unregisterMapping(mapping);
        places = null;
    }
}
