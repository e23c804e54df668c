package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vn.lienthong.kernel.May;

/** An address with its rule; null where strangers may come. */
record Walked(RequestMethod method, String pattern, May rule) {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)[^}]*}");

    boolean reads() {
        return method == RequestMethod.GET;
    }

    boolean owned() {
        return !rule.of().isEmpty() && !pattern.contains("following") && !pattern.contains("source");
    }

    boolean platform() {
        return rule.of().equals("platform");
    }

    /** With the things of one agency in the place of its variables. */
    String of(Things things) {
        return VARIABLE.matcher(pattern)
                .replaceAll(found -> things.value(found.group(1), rule == null ? "" : rule.of()));
    }

    /** Every address that the hub's own handlers answer and that these take. */
    static List<Walked> all(RequestMappingHandlerMapping mappings, Predicate<HandlerMethod> those) {
        List<Walked> all = new ArrayList<>();
        mappings.getHandlerMethods().forEach((mapping, handler) -> {
            if (DoorKeeper.ours(handler) && those.test(handler)) {
                mapping.getMethodsCondition().getMethods().forEach(method -> mapping.getPatternValues()
                        .forEach(pattern -> all.add(new Walked(method, pattern, rule(handler)))));
            }
        });
        return all;
    }

    private static May rule(HandlerMethod handler) {
        assertThat(DoorKeeper.open(handler) || DoorKeeper.personal(handler) || DoorKeeper.rule(handler) != null)
                .as("%s says whom it lets in: @May, @Personal or @Open", handler)
                .isTrue();
        return DoorKeeper.open(handler) ? null : DoorKeeper.rule(handler);
    }

    @Override
    public String toString() {
        return method + " " + pattern;
    }
}
