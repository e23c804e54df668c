package vn.lienthong.route;

import java.time.Clock;
import org.apache.camel.CamelContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.lienthong.service.Services;
import vn.lienthong.sync.JobLooks;
import vn.lienthong.sync.RunControl;
import vn.lienthong.sync.SyncJob;
import vn.lienthong.sync.SyncJobs;

/** Puts the room together. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {
    @Bean
    Throughput throughput(Clock clock) {
        return new Throughput(clock);
    }

    @Bean
    JobRoutes jobRoutes(CamelContext camel, SyncJobs jobs, Throughput throughput) {
        JobRoutes routes = new JobRoutes(camel, throughput);
        routes.ensure(jobs.all().stream().map(SyncJob::name).toList());
        return routes;
    }

    @Bean
    ServiceRoutes serviceRoutes(CamelContext camel, Services services) {
        ServiceRoutes routes = new ServiceRoutes(camel);
        routes.ensure(services.published());
        return routes;
    }

    @Bean
    Routes routes(CamelContext camel, JobLooks looks, RunControl control, Throughput throughput, Clock clock) {
        return new SyncRoutes(camel, looks, control, throughput, clock);
    }
}
