package vn.lienthong.route;

import java.time.Clock;
import org.apache.camel.CamelContext;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.lienthong.route.failed.FailedBook;
import vn.lienthong.service.Services;
import vn.lienthong.sync.SyncJob;
import vn.lienthong.sync.SyncJobs;

/** Puts the room together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TraceSettings.class)
class RouteConfiguration {
    @Bean
    TurnTraces turnTraces(TraceSettings settings, Clock clock) {
        return settings.on() ? new CollectedTraces(settings, clock) : TurnTraces.NONE;
    }

    @Bean
    RouteMeter routeMeter(Clock clock, TurnTraces traces) {
        return new RouteMeter(clock, traces);
    }

    @Bean
    JobRoutes jobRoutes(CamelContext camel, SyncJobs jobs, RouteMeter meter) {
        JobRoutes routes = new JobRoutes(camel, meter);
        routes.ensure(jobs.all().stream().map(SyncJob::name).toList());
        return routes;
    }

    @Bean
    ServiceRoutes serviceRoutes(
            CamelContext camel, Services services, RouteMeter meter, HeldServices held, FailedBook book) {
        ServiceRoutes routes = new ServiceRoutes(camel, meter, held, book);
        routes.ensure(services.published());
        return routes;
    }
}
