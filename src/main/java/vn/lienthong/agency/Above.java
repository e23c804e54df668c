package vn.lienthong.agency;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Open;
import vn.lienthong.kernel.Personal;

/**
 * What stands above a handler. It is looked for once and kept: to look for it at every request would cost as much as a small answer.
 * Any thread.
 *
 * @param may its rule: its own, or that of its class; null where it has none
 */
record Above(
        @Nullable May may,
        boolean open,
        boolean personal,
        @Nullable Confirmed confirmed,
        @Nullable Costly costly) {
    private static final Map<Place, Above> KNOWN = new ConcurrentHashMap<>();

    private record Place(Class<?> type, Method method) {}

    static Above of(HandlerMethod handler) {
        return KNOWN.computeIfAbsent(
                new Place(handler.getBeanType(), handler.getMethod()), place -> lookedFor(handler, place));
    }

    private static Above lookedFor(HandlerMethod handler, Place place) {
        May own = AnnotatedElementUtils.findMergedAnnotation(place.method(), May.class);
        return new Above(
                own != null ? own : AnnotatedElementUtils.findMergedAnnotation(place.type(), May.class),
                handler.hasMethodAnnotation(Open.class),
                handler.hasMethodAnnotation(Personal.class),
                handler.getMethodAnnotation(Confirmed.class),
                handler.getMethodAnnotation(Costly.class));
    }
}
