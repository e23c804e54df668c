package vn.lienthong.bench.answers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load: {@code wrk} (github.com/wg/wrk, a package of Debian), each connection asking again once it was answered. */
final class Wrk {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)\\b");

    private final Path script;
    private final int connections;
    private final int pupils;
    private final Path source;

    /** @param source the folder of the server that is asked */
    Wrk(Path folder, int connections, int pupils, Path source) throws IOException {
        this.source = source;
        this.connections = connections;
        this.pupils = pupils;
        script = folder.resolve("ask.lua");
        try (InputStream kept = Wrk.class.getResourceAsStream("/bench/ask.lua")) {
            Files.write(script, kept.readAllBytes());
        }
    }

    /** How a service is asked, and at which address. */
    enum Way {
        REST("/data/pupil-status/v1"),
        SOAP("/soap/pupil-status/v1");

        private final String path;

        Way(String path) {
            this.path = path;
        }
    }

    /**
     * How it went.
     *
     * @param rate answers a second
     * @param p99 milliseconds within which 99 of 100 were answered
     * @param own microseconds of processor time of whoever answered, for each answer
     * @param state the same of the server that holds his state; 0 where he has none
     * @param source the same of the server that was asked
     */
    record Seen(double rate, double p99, double own, double state, double source) {
        /** All of it: what a machine has to give for one answer, however many others work on it. */
        double processor() {
            return own + state + source;
        }
    }

    /** Asks for some seconds; an answer that is no answer, or none, ends the benchmark. */
    Seen ask(Contestant asked, Way way, int seconds) throws IOException, InterruptedException {
        Duration own = asked.processorTime();
        Duration state = Servers.processorTime(asked.state());
        Duration from = Servers.processorTime(source);
        Process wrk = new ProcessBuilder(
                        "wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "--latency", "--timeout", "10s", "-s",
                        script.toString(), "http://127.0.0.1:" + asked.port() + way.path, asked.token(), "" + pupils,
                        way.name().toLowerCase(Locale.ROOT))
                .redirectErrorStream(true)
                .start();
        String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher rate = RATE.matcher(said);
        Matcher p99 = P99.matcher(said);
        if (wrk.waitFor() != 0 || !rate.find() || !p99.find() || said.contains("Non-2xx") || said.contains("Socket errors")) {
            throw new IOException("wrk was not answered as it should be:\n" + said);
        }
        double unit = switch (p99.group(2)) {
            case "us" -> 0.001;
            case "ms" -> 1;
            default -> 1000;
        };
        double perSecond = Double.parseDouble(rate.group(1));
        double answers = perSecond * seconds;
        return new Seen(
                perSecond,
                Double.parseDouble(p99.group(1)) * unit,
                micros(own, asked.processorTime()) / answers,
                micros(state, Servers.processorTime(asked.state())) / answers,
                micros(from, Servers.processorTime(source)) / answers);
    }

    private static double micros(Duration before, Duration after) {
        return after.minus(before).toNanos() / 1e3;
    }
}
