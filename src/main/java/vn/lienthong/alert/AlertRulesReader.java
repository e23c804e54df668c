package vn.lienthong.alert;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.HubException;

/** Makes rules of a document, or says what is wrong with it. */
final class AlertRulesReader {
    private static final int SUBMISSION = 587;
    private static final int SUBMISSION_TLS = 465;
    private static final int HTTPS = 443;

    private final Document document;
    private final List<Problem> problems;
    private final Map<String, Channel> channels = new TreeMap<>();

    AlertRulesReader(Document document, DocumentKinds kinds) {
        this.document = document;
        this.problems = new ArrayList<>(kinds.check("alerts", document));
    }

    /** The rules; throws {@link DocumentException} with all that is wrong. */
    AlertRules read() {
        JsonNode root = document.root();
        List<Tell> tells = new ArrayList<>();
        if (problems.isEmpty()) {
            for (int i = 0; i < root.path("channels").size(); i++) {
                channel("/channels/" + i);
            }
            for (int i = 0; i < root.path("tell").size(); i++) {
                tells.add(tell("/tell/" + i));
            }
        }
        if (!problems.isEmpty()) {
            throw new DocumentException(problems);
        }
        Settling settling = new Settling(
                time("/settle/failed").orElse(Settling.USUAL.failed()),
                time("/settle/slow").orElse(Settling.USUAL.slow()),
                time("/settle/calm").orElse(Settling.USUAL.calm()));
        return new AlertRules(textOrNull("/address"), settling, Map.copyOf(channels), List.copyOf(tells));
    }

    private void channel(String pointer) {
        JsonNode node = document.root().at(pointer);
        Channel.Type type = Channel.Type.valueOf(node.path("type").asText().toUpperCase(Locale.ROOT));
        String name = node.path("channel").asText();
        if (channels.containsKey(name)) {
            problem(pointer + "/channel", AlertError.CHANNEL_TWICE, Map.of("channel", name));
        }
        needed(pointer, type);
        boolean secret = node.has("secret");
        if (secret
                && !node.path("secret")
                        .asText()
                        .equals("${secret:" + Channel.owner(name) + "/" + Channel.SECRET + "}")) {
            problem(
                    pointer + "/secret",
                    AlertError.SECRET_NO_REFERENCE,
                    Map.of("reference", "${secret:" + Channel.owner(name) + "/" + Channel.SECRET + "}"));
        }
        Channel.Tls tls = tls(pointer, type);
        AgencyCode agency = agency(pointer + "/agency");
        if (agency == null) {
            return;
        }
        channels.put(
                name,
                new Channel(
                        name,
                        type,
                        agency,
                        Locale.forLanguageTag(node.path("language").asText("vi")),
                        node.path("host").asText(host(type)),
                        node.path("port").asInt(port(type, tls)),
                        tls,
                        textOrNull(pointer + "/ca_certificate"),
                        textOrNull(pointer + "/username"),
                        secret,
                        textOrNull(pointer + "/from"),
                        texts(node.path("to")),
                        textOrNull(pointer + "/path"),
                        node.path("token_host")
                                .asText(
                                        type == Channel.Type.ZALO
                                                ? "oauth.zaloapp.com"
                                                : node.path("host").asText(host(type))),
                        node.path("token_port").asInt(port(type, tls)),
                        textOrNull(pointer + "/app")));
    }

    /** What a type cannot do without. */
    private void needed(String pointer, Channel.Type type) {
        List<String> keys =
                switch (type) {
                    case EMAIL -> List.of("host", "from", "to");
                    case WEBHOOK -> List.of("host", "path", "secret");
                    case TELEGRAM -> List.of("to", "secret");
                    case ZALO -> List.of("to", "app", "secret");
                };
        for (String key : keys) {
            if (!document.root().at(pointer).has(key)) {
                problem(
                        pointer,
                        AlertError.KEY_NEEDED,
                        Map.of("type", type.name().toLowerCase(Locale.ROOT), "key", key));
            }
        }
        boolean login = document.root().at(pointer).has("username");
        if (type == Channel.Type.EMAIL && login != document.root().at(pointer).has("secret")) {
            problem(pointer, AlertError.KEY_NEEDED, Map.of("type", "email", "key", login ? "secret" : "username"));
        }
    }

    private Channel.Tls tls(String pointer, Channel.Type type) {
        boolean mail = type == Channel.Type.EMAIL;
        String written = document.root().at(pointer + "/tls").asText(mail ? "starttls" : "on");
        if (written.equals("starttls") && !mail) {
            problem(pointer + "/tls", AlertError.STARTTLS_IS_FOR_MAIL, Map.of());
        }
        return Channel.Tls.valueOf(written.toUpperCase(Locale.ROOT));
    }

    private static String host(Channel.Type type) {
        return type == Channel.Type.TELEGRAM ? "api.telegram.org" : "openapi.zalo.me";
    }

    private static int port(Channel.Type type, Channel.Tls tls) {
        if (type != Channel.Type.EMAIL) {
            return HTTPS;
        }
        return tls == Channel.Tls.ON ? SUBMISSION_TLS : SUBMISSION;
    }

    private Tell tell(String pointer) {
        JsonNode node = document.root().at(pointer);
        Set<AgencyCode> agencies = new HashSet<>();
        for (int i = 0; i < node.path("agencies").size(); i++) {
            AgencyCode code = agency(pointer + "/agencies/" + i);
            if (code != null) {
                agencies.add(code);
            }
        }
        Set<Health.State> states = EnumSet.noneOf(Health.State.class);
        node.path("of")
                .forEach(state -> states.add(Health.State.valueOf(state.asText().toUpperCase(Locale.ROOT))));
        if (states.isEmpty()) {
            states.addAll(EnumSet.of(Health.State.FAILED, Health.State.WAITING));
        }
        Tell.Escalation escalation = node.has("escalate")
                ? new Tell.Escalation(
                        time(pointer + "/escalate/after").orElseThrow(), known(pointer + "/escalate/channels"))
                : null;
        return new Tell(known(pointer + "/channels"), agencies, states, quiet(node), escalation);
    }

    private static Quiet quiet(JsonNode node) {
        boolean daysOff = node.path("days").asText("all").equals("working");
        if (!node.has("quiet")) {
            return new Quiet(null, null, daysOff);
        }
        String[] hours = node.path("quiet").asText().split("-", 2);
        return new Quiet(LocalTime.parse(hours[0]), LocalTime.parse(hours[1]), daysOff);
    }

    private List<String> known(String pointer) {
        List<String> names = texts(document.root().at(pointer));
        names.stream()
                .filter(name -> !channels.containsKey(name))
                .forEach(name -> problem(
                        pointer,
                        AlertError.CHANNEL_UNKNOWN,
                        Map.of("channel", name, "known", String.join(", ", channels.keySet()))));
        return names;
    }

    private @Nullable AgencyCode agency(String pointer) {
        try {
            return AgencyCode.parse(document.root().at(pointer).asText());
        } catch (HubException wrong) {
            problems.add(Problem.of(document.fileName(), document.line(pointer), wrong));
            return null;
        }
    }

    private Optional<Duration> time(String pointer) {
        String text = textOrNull(pointer);
        if (text == null) {
            return Optional.empty();
        }
        String amount = text.substring(0, text.length() - 1);
        return Optional.of(
                text.endsWith("d")
                        ? Duration.ofDays(Long.parseLong(amount))
                        : Duration.parse("PT" + text.toUpperCase(Locale.ROOT)));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private @Nullable String textOrNull(String pointer) {
        JsonNode node = document.root().at(pointer);
        return node.isMissingNode() || node.isNull() ? null : node.asText();
    }

    private void problem(String pointer, AlertError code, Map<String, ?> arguments) {
        problems.add(Problem.of(document.fileName(), document.line(pointer), code, arguments));
    }
}
