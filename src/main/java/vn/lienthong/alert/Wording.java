package vn.lienthong.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.calendar.Calendar;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.Text;

/** What a message says: which thing, since when, why, where to look. No row, no person. */
final class Wording {
    private static final int MOST_NAMED = 5;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("HH:mm dd/MM/yyyy").withZone(Calendar.ZONE);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final @Nullable String address;

    /** @param address where the hub is reached; null for messages without links */
    Wording(@Nullable String address) {
        this.address = address;
    }

    /**
     * A message's words.
     *
     * @param subject one line
     * @param body text for people, or JSON for a webhook
     */
    record Words(String subject, String body) {}

    /** About an alert. */
    Words of(Alert alert, Message.Kind kind, Channel channel) {
        Locale language = channel.language();
        String subject =
                heading(alert, kind).in(language) + ": " + alert.title().in(language);
        return new Words(
                subject,
                channel.type() == Channel.Type.WEBHOOK ? json(alert, kind) : text(alert, kind, subject, language));
    }

    /** To try a channel. */
    Words test(Channel channel, Instant now) {
        Text words = new Text(
                "Tin thử từ Liên thông, gửi lúc %s. Kênh này hoạt động.".formatted(MOMENT.format(now)),
                "A test from Lienthong, sent at %s. This channel works.".formatted(MOMENT.format(now)));
        String subject = new Text("Liên thông: tin thử", "Lienthong: a test").in(channel.language());
        return new Words(
                subject,
                channel.type() == Channel.Type.WEBHOOK
                        ? written(Map.of("kind", "test", "text", Map.of("vi", words.vi(), "en", words.en())))
                        : words.in(channel.language()));
    }

    private static Text heading(Alert alert, Message.Kind kind) {
        return switch (kind) {
            case CLOSED -> new Text("Đã ổn", "Well again");
            case ESCALATED -> new Text("Chưa ai nhận", "Nobody has taken it on");
            case OPENED, TEST -> state(alert.state());
        };
    }

    private static Text state(Health.State state) {
        return switch (state) {
            case WAITING -> new Text("Chờ người quyết định", "Waits for a person");
            case SLOW -> new Text("Chậm", "Slow");
            default -> new Text("Lỗi", "Failed");
        };
    }

    private String text(Alert alert, Message.Kind kind, String subject, Locale language) {
        List<String> lines = new ArrayList<>();
        lines.add(subject);
        if (kind == Message.Kind.CLOSED) {
            lines.add(new Text(
                            "Mở lúc %s, đóng lúc %s.".formatted(MOMENT.format(alert.opened()), closed(alert)),
                            "Opened at %s, closed at %s.".formatted(MOMENT.format(alert.opened()), closed(alert)))
                    .in(language));
        } else {
            lines.add(alert.reason().in(language));
            lines.add(new Text(
                            "Mở lúc %s.".formatted(MOMENT.format(alert.opened())),
                            "Opened at %s.".formatted(MOMENT.format(alert.opened())))
                    .in(language));
            if (alert.members().size() > 1) {
                lines.add(concerned(alert).in(language));
            }
        }
        if (address != null) {
            lines.add(address + "/alerts/" + alert.number());
        }
        return String.join("\n", lines);
    }

    private static String closed(Alert alert) {
        return alert.closed() == null ? "—" : MOMENT.format(alert.closed());
    }

    private static Text concerned(Alert alert) {
        List<Alert.Member> named = alert.members().stream().limit(MOST_NAMED).toList();
        int more = alert.members().size() - named.size();
        String vi = named.stream().map(one -> one.title().vi()).collect(Collectors.joining("; "));
        String en = named.stream().map(one -> one.title().en()).collect(Collectors.joining("; "));
        return new Text(
                "Ảnh hưởng %d: %s%s.".formatted(alert.members().size(), vi, more == 0 ? "" : "; và " + more + " nữa"),
                "Concerns %d: %s%s.".formatted(alert.members().size(), en, more == 0 ? "" : "; and " + more + " more"));
    }

    private String json(Alert alert, Message.Kind kind) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("kind", kind.name().toLowerCase(Locale.ROOT));
        said.put("alert", alert.number());
        said.put("key", alert.key());
        said.put("agency", alert.agency().value());
        said.put("state", alert.state().name());
        said.put("title", both(alert.title()));
        said.put("reason", both(alert.reason()));
        said.put("members", alert.members().stream().map(Alert.Member::name).toList());
        said.put("opened", alert.opened().toString());
        if (alert.closed() != null) {
            said.put("closed", alert.closed().toString());
        }
        if (address != null) {
            said.put("link", address + "/alerts/" + alert.number());
        }
        return written(said);
    }

    private static Map<String, String> both(Text text) {
        return Map.of("vi", text.vi(), "en", text.en());
    }

    private static String written(Map<String, ?> said) {
        try {
            return JSON.writeValueAsString(said);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
