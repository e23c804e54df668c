package vn.lienthong.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import vn.lienthong.agency.HubCertificate;
import vn.lienthong.document.DocumentException;
import vn.lienthong.kernel.HubException;
import vn.lienthong.sample.SampleSector;
import vn.lienthong.sample.SampleSettings;
import vn.lienthong.sample.SampleStart;
import vn.lienthong.store.DataFolderLock;
import vn.lienthong.store.HubFolders;
import vn.lienthong.store.OwnerOnly;
import vn.lienthong.store.StateStart;
import vn.lienthong.store.StoreError;
import vn.lienthong.sync.RunControl;
import vn.lienthong.sync.Runs;
import vn.lienthong.sync.SyncJob;
import vn.lienthong.sync.SyncJobs;

/** Starts a hub in this process. */
final class HubProcess {
    private static final List<String> CLOCKS = List.of("jobClock", "followClock");

    private final Surroundings surroundings;

    HubProcess(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The hub with console, API and schedules; says where it is and goes on. */
    int serve(Place place, boolean sample) {
        long begun = System.nanoTime();
        HubFolders folders = place.folders();
        ConfigurableApplicationContext hub = start(folders, sample, Map.of(), context -> {});
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        if (sample) {
            runWhatNeverRan(hub);
        }
        closingBlock(hub, folders, sample, took);
        return CommandLineDoor.GOES_ON;
    }

    /** A newcomer sees rows move at once, not after the first interval. */
    private static void runWhatNeverRan(ConfigurableApplicationContext hub) {
        Runs runs = hub.getBean(Runs.class);
        RunControl control = hub.getBean(RunControl.class);
        for (SyncJob job : hub.getBean(SyncJobs.class).all()) {
            if (runs.list(job.name(), null, 1).isEmpty()) {
                control.start(job.name(), "sample");
            }
        }
    }

    /**
     * A hub for one command: on any free port, without a clock of its own, so that it begins and follows nothing. What it logs stands
     * in its file alone: the terminal is for the answer.
     */
    ConfigurableApplicationContext startForOneCommand(HubFolders folders) {
        surroundings.terminal().progress(surroundings.words().say("starting.one", Map.of()));
        return start(
                folders,
                false,
                Map.of("server.port", "0", "management.server.port", "-1", "logging.threshold.console", "OFF"),
                context -> context.addBeanFactoryPostProcessor(HubProcess::withoutClocks));
    }

    private static void withoutClocks(ConfigurableListableBeanFactory beans) {
        if (beans instanceof BeanDefinitionRegistry registry) {
            CLOCKS.stream().filter(registry::containsBeanDefinition).forEach(registry::removeBeanDefinition);
        }
    }

    private ConfigurableApplicationContext start(
            HubFolders folders,
            boolean sample,
            Map<String, Object> further,
            Consumer<ConfigurableApplicationContext> prepare) {
        DataFolderLock lock = DataFolderLock.take(folders.data());
        prepareLog(folders);
        SpringApplication application = new SpringApplication(surroundings.application());
        application.addInitializers(context -> {
            context.getBeanFactory().registerSingleton("dataFolderLock", lock);
            beginState(context, folders);
            prepare.accept(context);
            if (sample) {
                beginSample((GenericApplicationContext) context, folders);
            }
        });
        try {
            return application.run(arguments(folders, sample, further));
        } catch (RuntimeException failed) {
            throw explained(failed, folders);
        }
    }

    /** Before the first line is written, so that nobody else can ever read it. */
    private static void prepareLog(HubFolders folders) {
        try {
            OwnerOnly.createFolder(logFile(folders).getParent());
            OwnerOnly.createFile(logFile(folders));
        } catch (IOException failed) {
            throw new HubException(
                    StoreError.DATA_FOLDER_UNUSABLE,
                    Map.of("folder", folders.data(), "why", String.valueOf(failed.getMessage())),
                    failed);
        }
    }

    /** Begun here, long before the first bean, where the hub keeps its state itself. */
    private static void beginState(ConfigurableApplicationContext context, HubFolders folders) {
        if (context.getEnvironment().getProperty("lienthong.db.url") == null) {
            StateStart state = StateStart.begin(folders);
            context.getBeanFactory().registerSingleton("stateStart", state);
            SpringApplication.getShutdownHandlers().add(state::close); // also where the hub itself did not come up
        }
    }

    /** Begun here, long before the first bean: its servers start while the hub does. */
    private static void beginSample(GenericApplicationContext context, HubFolders folders) {
        SampleSector sector =
                SampleSector.begin(folders, SampleSettings.of(context.getEnvironment()), Clock.systemUTC());
        context.getBeanFactory().registerSingleton("sampleStart", new SampleStart(sector));
        SpringApplication.getShutdownHandlers().add(sector::close); // also where the hub itself did not come up
    }

    private static String[] arguments(HubFolders folders, boolean sample, Map<String, Object> further) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("lienthong.folders.home", folders.home());
        settings.put("lienthong.folders.data", folders.data());
        if (sample) {
            settings.put("lienthong.sample.enabled", true);
        }
        settings.put("logging.file.name", logFile(folders));
        settings.put("logging.structured.format.file", "logstash");
        // said in one line by whoever started it; the details go into a file
        settings.put("logging.level.org.springframework.boot.SpringApplication", "OFF");
        settings.put("logging.level.org.springframework.boot.diagnostics", "OFF");
        settings.put("logging.level." + AnnotationConfigServletWebServerApplicationContext.class.getName(), "ERROR");
        settings.putAll(further);
        return settings.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
    }

    private static Path logFile(HubFolders folders) {
        return folders.data().toAbsolutePath().normalize().resolve("log/hub.log");
    }

    private void closingBlock(ConfigurableApplicationContext hub, HubFolders folders, boolean sample, Duration took) {
        Words words = surroundings.words();
        String port = hub.getEnvironment().getProperty("local.server.port", "8080");
        Path data = folders.data().toAbsolutePath().normalize();
        surroundings
                .terminal()
                .line(words.say(
                        sample ? "serving.sample" : "serving",
                        Map.of(
                                "url", address(hub.getBean(HubCertificate.class), port),
                                "token", data.resolve("first-start-token"),
                                "log", logFile(folders),
                                "seconds", String.format(words.language(), "%.1f", took.toMillis() / 1000.0))));
    }

    /** Under TLS a browser takes only a name that the certificate is for. */
    private static String address(HubCertificate certificate, String port) {
        String name = certificate.names().stream()
                .filter(one -> !one.startsWith("*"))
                .findFirst()
                .orElse("localhost");
        return (certificate.fingerprint().isPresent() ? "https" : "http") + "://" + name + ":" + port + "/";
    }

    private static RuntimeException explained(RuntimeException failed, HubFolders folders) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof HubException known) {
                return known;
            }
            if (cause instanceof DocumentException document) {
                return document;
            }
            if (cause instanceof PortInUseException taken) {
                return new HubException(CliError.PORT_IN_USE, Map.of("port", taken.getPort()), taken);
            }
        }
        Throwable deepest = failed;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        Path details = logFile(folders).resolveSibling("start-failed.txt");
        write(details, failed);
        return new HubException(
                CliError.HUB_NOT_STARTED, Map.of("why", String.valueOf(deepest.getMessage()), "log", details), failed);
    }

    private static void write(Path file, RuntimeException failed) {
        StringWriter text = new StringWriter();
        failed.printStackTrace(new PrintWriter(text));
        try {
            OwnerOnly.createFolder(file.getParent());
            OwnerOnly.write(file, text.toString());
        } catch (IOException unwritable) {
            failed.addSuppressed(unwritable);
        }
    }
}
