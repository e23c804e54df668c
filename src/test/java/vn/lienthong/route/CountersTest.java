package vn.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Whoever looks at a route in the moment it is taken away sees no error. */
class CountersTest {
    @Test
    void aRouteTakenAwayMeanwhileHasCountedNothing() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:asked")
                            .routeId("asked")
                            .process(exchange -> {})
                            .id("step");
                }
            });
            camel.start();
            ManagedCamelContext managed = camel.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
            var route = managed.getManagedRoute("asked");
            var step = managed.getManagedProcessor("step");
            camel.createProducerTemplate().sendBody("direct:asked", "once");
            assertThat(SyncRoutes.counted(step::getExchangesTotal)).isEqualTo(1);

            camel.getRouteController().stopRoute("asked");
            camel.removeRoute("asked");

            assertThat(SyncRoutes.counted(route::getExchangesFailed)).isZero();
            assertThat(SyncRoutes.counted(step::getExchangesTotal)).isZero();
        }
    }
}
