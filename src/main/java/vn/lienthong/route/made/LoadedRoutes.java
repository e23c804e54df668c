package vn.lienthong.route.made;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.kernel.HubException;
import vn.lienthong.route.failed.Failed;

/**
 * The hand-made routes in Camel. A file is tried in a context of its own, then built beside what runs, and only then takes its place; where
 * it does not start, what ran before runs again. One thread at a time.
 */
final class LoadedRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedRoutes.class);
    private static final long STOP_SECONDS = 10;

    private final CamelContext camel;
    private final Supplier<ConnectorComponent> components;
    private final ConnectorComponent component;
    private final MadeTools tools;
    private final Predicate<String> held;
    private final Map<String, MadeFile> loaded = new TreeMap<>();

    LoadedRoutes(CamelContext camel, Supplier<ConnectorComponent> components, MadeTools tools, Predicate<String> held) {
        this.camel = camel;
        this.components = components;
        this.component = components.get();
        this.tools = tools;
        this.held = held;
        camel.addComponent("connector", component);
    }

    synchronized List<MadeFile> all() {
        return List.copyOf(loaded.values());
    }

    /**
     * Puts a file in the place of what runs under its name.
     *
     * @throws HubException where it cannot be; what ran goes on as if nothing had been
     */
    synchronized void load(MadeFile next) {
        rehearse(next);
        MadeFile before = loaded.get(next.name());
        component.admit(next);
        try {
            add(next);
        } catch (Exception failed) {
            take(next);
            throw refused(MadeError.CAMEL, failed);
        }
        if (before != null) {
            stop(before);
        }
        try {
            start(next);
        } catch (Exception failed) {
            take(next);
            if (before != null) {
                again(before);
            }
            throw refused(MadeError.NOT_STARTED, failed);
        }
        loaded.put(next.name(), next);
        if (before != null) {
            take(before);
        }
    }

    /**
     * Goes through a turn of a route once more, on this thread. Not in the way of loading.
     *
     * @throws HubException where there is no such route now, or it takes no turn
     */
    @Nullable
    Failed again(String id, TurnMemo memo) {
        MadeFile file = all().stream()
                .filter(one -> route(one, id).isPresent())
                .findFirst()
                .orElseThrow(() -> new HubException(MadeError.REPLAY_GONE, Map.of("route", id)));
        return new TurnAgain(camel).go(file, route(file, id).orElseThrow(), memo, component.reached(file));
    }

    private static Optional<MadeFile.Route> route(MadeFile file, String id) {
        return file.routes().stream().filter(route -> route.id().equals(id)).findFirst();
    }

    /** Stops the routes of a file and takes them away. */
    synchronized void unload(String name) {
        MadeFile gone = loaded.remove(name);
        if (gone != null) {
            stop(gone);
            take(gone);
        }
    }

    /** Heeds what people stopped and let go on, on whichever node. */
    synchronized void heed() {
        for (MadeFile file : loaded.values()) {
            try {
                for (MadeFile.Route route : file.routes()) {
                    ServiceStatus status = camel.getRouteController().getRouteStatus(route.inCamel());
                    if (held.test(route.id()) && status != null && status.isStarted()) {
                        camel.getRouteController().stopRoute(route.inCamel(), STOP_SECONDS, TimeUnit.SECONDS);
                    } else if (!held.test(route.id()) && status != null && status.isStopped()) {
                        camel.getRouteController().startRoute(route.inCamel());
                    }
                }
            } catch (Exception failed) {
                LOG.warn("Hand-made routes of {} cannot be stopped or started: {}", file.name(), failed.getMessage());
            }
        }
    }

    /**
     * Tries a file where nothing else is: nothing begins there. For every thread.
     *
     * @throws HubException where Camel, or a connector that it names, does not take it
     */
    void rehearse(MadeFile file) {
        try (DefaultCamelContext scratch = new DefaultCamelContext()) {
            ConnectorComponent alone = components.get();
            alone.admit(file);
            scratch.addComponent("connector", alone);
            List<RouteDefinition> routes = definitions(file, scratch);
            routes.forEach(ModelWalk::look);
            routes.forEach(route -> route.setAutoStartup("false"));
            scratch.addRouteDefinitions(routes);
            scratch.start();
        } catch (Exception failed) {
            throw refused(MadeError.CAMEL, failed);
        }
    }

    private void add(MadeFile file) throws Exception {
        List<RouteDefinition> routes = definitions(file, camel);
        for (int i = 0; i < routes.size(); i++) {
            ModelWalk.look(routes.get(i));
            routes.get(i).setAutoStartup("false");
            routes.get(i).routePolicy(new TurnPolicy(file, file.routes().get(i), tools));
        }
        ((ModelCamelContext) camel).addRouteDefinitions(routes);
    }

    private static List<RouteDefinition> definitions(MadeFile file, CamelContext in) throws Exception {
        List<RouteDefinition> routes = new ArrayList<>();
        for (RoutesBuilder builder : PluginHelper.getRoutesLoader(in)
                .findRoutesBuilders(ResourceHelper.fromString(file.name() + ".yaml", file.camel()))) {
            RouteBuilder one = (RouteBuilder) builder;
            one.setCamelContext(in);
            one.configure();
            routes.addAll(one.getRouteCollection().getRoutes());
        }
        List<String> ids = routes.stream().map(RouteDefinition::getRouteId).toList();
        if (!ids.equals(file.routes().stream().map(MadeFile.Route::inCamel).toList())) {
            throw new IllegalStateException("Camel reads other routes: " + ids);
        }
        return routes;
    }

    private void start(MadeFile file) throws Exception {
        // those that others reach first
        for (boolean timed : List.of(false, true)) {
            for (MadeFile.Route route : file.routes()) {
                if (route.timed() == timed && !held.test(route.id())) {
                    camel.getRouteController().startRoute(route.inCamel());
                }
            }
        }
    }

    private void again(MadeFile before) {
        try {
            start(before);
        } catch (Exception failed) {
            LOG.error("Hand-made routes of {} did not start again: {}", before.name(), failed.getMessage());
        }
    }

    private void stop(MadeFile file) {
        for (boolean timed : List.of(true, false)) {
            for (MadeFile.Route route : file.routes()) {
                if (route.timed() == timed) {
                    quietly(route, () -> camel.getRouteController()
                            .stopRoute(route.inCamel(), STOP_SECONDS, TimeUnit.SECONDS));
                }
            }
        }
    }

    private void take(MadeFile file) {
        for (MadeFile.Route route : file.routes()) {
            quietly(route, () -> {
                if (camel.getRoute(route.inCamel()) != null) {
                    camel.getRouteController().stopRoute(route.inCamel(), STOP_SECONDS, TimeUnit.SECONDS);
                    camel.removeRoute(route.inCamel());
                }
                ModelCamelContext model = (ModelCamelContext) camel;
                RouteDefinition left = model.getRouteDefinition(route.inCamel());
                if (left != null) {
                    model.removeRouteDefinition(left);
                }
            });
        }
        component.dismiss(file);
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void quietly(MadeFile.Route route, Work work) {
        try {
            work.run();
        } catch (Exception failed) {
            LOG.warn("Hand-made route {} could not be taken away in order: {}", route.id(), failed.getMessage());
        }
    }

    private static HubException refused(MadeError error, Exception failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof HubException known) {
                return known;
            }
        }
        return new HubException(error, Map.of("why", Lint.shortened(failed.getMessage())), failed);
    }
}
