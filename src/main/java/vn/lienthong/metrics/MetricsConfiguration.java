package vn.lienthong.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Measured;

/** Puts the room together. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {
    /** Read where Micrometer's own figures are: of the process, its web server and its connections to the state. */
    @Bean
    HubFigures hubFigures(List<Measured> rooms, Callers callers, ObjectProvider<PrometheusRegistry> registry) {
        HubFigures figures = new HubFigures(rooms, callers);
        registry.ifAvailable(there -> there.register(figures));
        return figures;
    }
}
