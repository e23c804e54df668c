package vn.lienthong.connector;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.core.type.filter.TypeFilter;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;

/** The catalogue of connector types, by name. */
@Component
public final class ConnectorTypes {
    private final Map<String, ConnectorType> types = new TreeMap<>();

    ConnectorTypes(List<ConnectorType> found) {
        found.forEach(type -> types.put(type.name(), type));
    }

    /** A catalogue of given types, where no application runs. */
    public static ConnectorTypes of(ConnectorType... types) {
        return new ConnectorTypes(List.of(types));
    }

    /** Every type that is shipped, where no application runs. */
    public static ConnectorTypes shipped() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        TypeFilter isType = new AssignableTypeFilter(ConnectorType.class);
        TypeFilter isShipped = new AnnotationTypeFilter(Component.class);
        scan.addIncludeFilter((type, all) -> isType.match(type, all) && isShipped.match(type, all));
        List<ConnectorType> found = new ArrayList<>();
        for (BeanDefinition type : scan.findCandidateComponents(ConnectorTypes.class.getPackageName())) {
            try {
                found.add((ConnectorType)
                        Class.forName(type.getBeanClassName()).getConstructor().newInstance());
            } catch (ReflectiveOperationException notPlain) {
                throw new IllegalStateException(type.getBeanClassName() + " needs a plain constructor", notPlain);
            }
        }
        return new ConnectorTypes(found);
    }

    public Collection<ConnectorType> all() {
        return Collections.unmodifiableCollection(types.values());
    }

    /** The type of this name; throws NOT_FOUND naming those there are. */
    public ConnectorType get(String name) {
        ConnectorType type = types.get(name);
        if (type == null) {
            throw new HubException(
                    ConnectorError.TYPE_UNKNOWN, Map.of("type", name, "known", String.join(", ", types.keySet())));
        }
        return type;
    }
}
