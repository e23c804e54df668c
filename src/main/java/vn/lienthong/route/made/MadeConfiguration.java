package vn.lienthong.route.made;

import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Partners;
import vn.lienthong.kernel.Journal;
import vn.lienthong.route.failed.FailedBook;
import vn.lienthong.store.HubFolders;

/** Puts hand-made routes together. */
@Configuration(proxyBeanMethods = false)
class MadeConfiguration {

    @Bean
    KnownMade knownMade(
            CamelContext camel,
            Connectors connectors,
            Partners partners,
            Journal journal,
            Turns turns,
            Ticks ticks,
            MadeHolds holds,
            MadeVersions versions,
            FailedBook book,
            HubFolders folders) {
        RowsDoor door = new RowsDoor(connectors, partners, journal);
        Supplier<ConnectorComponent> components = () -> new ConnectorComponent(door, turns);
        LoadedRoutes loaded = new LoadedRoutes(camel, components, new MadeTools(turns, ticks, book), holds::held);
        return new KnownMade(folders.routes(), versions, loaded, connectors::all);
    }

    @Bean
    MadeWatch madeWatch(KnownMade made, CamelContext camel) {
        return new MadeWatch(made, camel);
    }
}
