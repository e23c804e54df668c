package vn.lienthong.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** The parts of one document of this room, and what is wrong in them. */
final class DocumentParts {
    private final Document document;
    private final List<Problem> problems = new ArrayList<>();

    DocumentParts(Document document) {
        this.document = document;
    }

    String text(String pointer) {
        return document.root().at(pointer).asText();
    }

    @Nullable
    String textOrNull(String pointer) {
        JsonNode node = document.root().at(pointer);
        return node.isMissingNode() || node.isNull() ? null : node.asText();
    }

    Text both(String pointer) {
        return new Text(text(pointer + "/vi"), text(pointer + "/en"));
    }

    int number(String pointer) {
        return document.root().at(pointer).asInt();
    }

    /** A time as {@code 15m}, which its schema has looked at; none where nothing is said. */
    Duration duration(String pointer) {
        String text = textOrNull(pointer);
        if (text == null) {
            return Duration.ZERO;
        }
        long amount = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(amount);
            case 'm' -> Duration.ofMinutes(amount);
            case 'h' -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    boolean yes(String pointer) {
        return document.root().at(pointer).asBoolean();
    }

    List<String> texts(String pointer) {
        List<String> texts = new ArrayList<>();
        document.root().at(pointer).forEach(item -> texts.add(item.asText()));
        return List.copyOf(texts);
    }

    /** Texts by name, in the order of the file. */
    Map<String, String> map(String pointer) {
        Map<String, String> texts = new LinkedHashMap<>();
        document.root()
                .at(pointer)
                .fields()
                .forEachRemaining(
                        item -> texts.put(item.getKey(), item.getValue().asText()));
        return Collections.unmodifiableMap(texts);
    }

    /** A day written as {@code 2026-12-01}; null, with a problem noted, where it is none. */
    @Nullable
    LocalDate day(String pointer) {
        return taken(pointer, () -> {
            try {
                return LocalDate.parse(text(pointer));
            } catch (DateTimeException none) {
                throw new HubException(ServiceError.DAY_INVALID, Map.of("day", text(pointer)), none);
            }
        });
    }

    @Nullable
    AgencyCode agency(String pointer) {
        return taken(pointer, () -> AgencyCode.parse(text(pointer)));
    }

    /** What reading gives; null, with a problem noted, where it refuses. */
    <T> @Nullable T taken(String pointer, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (HubException wrong) {
            problems.add(Problem.of(document.fileName(), document.line(pointer), wrong));
            return null;
        }
    }

    void problem(String pointer, ErrorCode code, Map<String, ?> arguments) {
        problems.add(Problem.of(document.fileName(), document.line(pointer), code, arguments));
    }

    /** Goes on only where nothing is wrong. */
    void settle() {
        if (!problems.isEmpty()) {
            throw new DocumentException(problems);
        }
    }
}
