package vn.lienthong.alert;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Page;
import vn.lienthong.kernel.Secret;
import vn.lienthong.kernel.Text;

/** Alerts, and the channels by which people are told, over REST. */
@RestController
@RequestMapping("/api/v1")
class AlertsApi {
    private final Alerts alerts;
    private final ChannelDesk desk;

    AlertsApi(Alerts alerts, ChannelDesk desk) {
        this.alerts = alerts;
        this.desk = desk;
    }

    /** What somebody says who takes an alert on. */
    record Said(@Nullable String reason) {}

    /** Open alerts, or with {@code state=past} those that are over; the newest first. */
    @May(Act.SEE)
    @GetMapping("/alerts")
    Page<Alert> all(
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(defaultValue = "100") int limit) {
        int size = Page.size(limit);
        List<Alert> found = state.equals("past")
                ? alerts.past(after, size + 1)
                : alerts.open().stream()
                        .filter(alert -> after == null || alert.number() < after)
                        .limit(size + 1L)
                        .toList();
        return Page.of(found, size, Alert::number);
    }

    @May(value = Act.SEE, of = "alert", id = "number")
    @GetMapping("/alerts/{number}")
    Alert one(@PathVariable long number) {
        return alerts.get(number);
    }

    /** Takes an alert on: from then on nobody above is told of it. */
    @May(value = Act.RUN_JOBS, of = "alert", id = "number")
    @PostMapping("/alerts/{number}/take")
    Alert take(@PathVariable long number, @RequestBody(required = false) @Nullable Said said) {
        return alerts.take(number, said == null ? null : said.reason());
    }

    /** A channel; who gets its messages is not told. */
    record Shown(
            String channel,
            String type,
            String agency,
            String place,
            boolean secretMissing,
            Message.@Nullable State lastState,
            @Nullable Instant lastAt,
            @Nullable Text problem,
            @Nullable Text remedy) {
        static Shown of(ChannelDesk.Standing standing) {
            Message last = standing.last();
            Channel channel = standing.channel();
            return new Shown(
                    channel.name(),
                    channel.type().name().toLowerCase(Locale.ROOT),
                    channel.agency().value(),
                    channel.place(),
                    standing.secretMissing(),
                    last == null ? null : last.state(),
                    last == null ? null : last.created(),
                    last == null ? null : last.problem(),
                    last == null ? null : last.remedy());
        }
    }

    /** The channels, by name. */
    @May(value = Act.RUN_PLATFORM, of = "platform")
    @GetMapping("/alert-channels")
    Page<Shown> channels(@RequestParam(defaultValue = "") String after, @RequestParam(defaultValue = "100") int limit) {
        return Page.after(
                        after, desk.all(), limit, standing -> standing.channel().name())
                .map(Shown::of);
    }

    /** A test on its way. */
    record Test(
            long number,
            Message.State state,
            @Nullable Text problem,
            @Nullable Text remedy) {
        static Test of(Message message) {
            return new Test(message.id(), message.state(), message.problem(), message.remedy());
        }
    }

    /** Sends a test; it takes the same way as an alert. How it went is told by its number. */
    @May(value = Act.RUN_PLATFORM, of = "platform")
    @PostMapping("/alert-channels/{name}/test")
    ResponseEntity<Test> test(@PathVariable String name) {
        return ResponseEntity.accepted().body(Test.of(desk.tested(desk.test(name))));
    }

    @May(value = Act.RUN_PLATFORM, of = "platform")
    @GetMapping("/alert-channels/tests/{number}")
    Test tested(@PathVariable long number) {
        return Test.of(desk.tested(number));
    }

    /** A secret on its way in. */
    record NewSecret(@Nullable String value) {
        @Override
        public String toString() {
            return "•••";
        }
    }

    /** Takes the secret of a channel; there is no way to read it again. */
    @May(value = Act.RUN_PLATFORM, of = "platform")
    @Confirmed
    @PutMapping(value = "/alert-channels/{name}/secrets/{setting}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void give(@PathVariable String name, @PathVariable String setting, @RequestBody NewSecret secret) {
        try (Secret value = Secret.of(secret.value() == null ? "" : secret.value())) {
            desk.give(name, setting, value);
        }
    }
}
