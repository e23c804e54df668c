package vn.lienthong.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** What is typed into the form of an agreement, and the document that it writes: the same that a file would hold. */
final class AgreementForm {
    private static final String BECAUSE = "because.";

    private AgreementForm() {}

    /** The document, one line for each part. */
    static YamlLines yaml(MultiValueMap<String, String> given) {
        Map<String, String> because = new LinkedHashMap<>();
        for (String column : all(given, "answer")) {
            because.put(column, one(given, BECAUSE + column));
        }
        String word = one(given, "word").strip();
        String service = one(given, "service");
        String purpose = one(given, "purposeVi");
        String english = one(given, "purposeEn");
        return new YamlLines()
                .needed("agreement", word.isEmpty() ? "" : service.replaceFirst("/.*", "") + "." + word)
                .needed("service", service)
                .needed("consumer", one(given, "consumer"))
                .needed("purpose", both("vi", purpose, "en", english))
                .needed("legal_basis", all(given, "basis"))
                .needed("answer", all(given, "answer"))
                .map("because", because)
                .text("where", one(given, "where"))
                .yes("list", one(given, "list"))
                .numbers("limits", both("per_minute", one(given, "perMinute"), "per_day", one(given, "perDay")))
                .needed("from", one(given, "from"))
                .needed("until", one(given, "until"))
                .text("contact", one(given, "contact"));
    }

    /** Two texts by name, in this order. */
    static Map<String, String> both(String name, String text, String other, String otherText) {
        Map<String, String> both = new LinkedHashMap<>();
        both.put(name, text);
        both.put(other, otherText);
        return both;
    }

    /** The form as an agreement fills it. */
    static MultiValueMap<String, String> of(Agreement one) {
        MultiValueMap<String, String> given = new LinkedMultiValueMap<>();
        given.add("word", one.name().substring(one.name().indexOf('.') + 1));
        given.add("service", one.service().toString());
        given.add("consumer", one.consumer().value());
        given.add("purposeVi", one.purpose().vi());
        given.add("purposeEn", one.purpose().en());
        one.legalBasis().forEach(name -> given.add("basis", name));
        one.answer().forEach(column -> given.add("answer", column));
        one.because().forEach((column, why) -> given.add(BECAUSE + column, why));
        given.add("where", one.where());
        if (one.list()) {
            given.add("list", "true");
        }
        given.add("perMinute", "" + one.perMinute());
        given.add("perDay", "" + one.perDay());
        given.add("from", one.from().toString());
        given.add("until", one.until().toString());
        given.add("contact", one.contact());
        return given;
    }

    static String one(MultiValueMap<String, String> given, String name) {
        @Nullable String value = given.getFirst(name);
        return value == null ? "" : value;
    }

    private static List<String> all(MultiValueMap<String, String> given, String name) {
        List<String> values = given.get(name);
        return values == null
                ? List.of()
                : values.stream()
                        .filter(value -> value != null && !value.isBlank())
                        .distinct()
                        .toList();
    }
}
