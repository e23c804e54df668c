package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

class ContractCoverageTest {
    @Test
    void everyConnectorTypeKeepsTheContract() throws ReflectiveOperationException {
        Set<String> types = new TreeSet<>();
        for (Class<?> type : subclasses(ConnectorType.class)) {
            // a test may bring a type of its own
            if (type.getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .equals(ConnectorType.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation())) {
                types.add(type.getName());
            }
        }
        Set<String> covered = new TreeSet<>();
        for (Class<?> contract : subclasses(ConnectorContract.class)) {
            Constructor<?> constructor = contract.getDeclaredConstructor();
            constructor.setAccessible(true);
            covered.add(((ConnectorContract) constructor.newInstance())
                    .type()
                    .getClass()
                    .getName());
        }
        assertThat(covered).containsExactlyElementsOf(types);
    }

    private static Set<Class<?>> subclasses(Class<?> parent) throws ClassNotFoundException {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(parent));
        Set<Class<?>> found = new LinkedHashSet<>();
        for (var candidate : scanner.findCandidateComponents("vn.lienthong")) {
            found.add(Class.forName(candidate.getBeanClassName()));
        }
        return found;
    }
}
