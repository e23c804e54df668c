package vn.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vn.lienthong.kernel.ErrorCode;

class ErrorMessagesTest {
    private static final Pattern ARGUMENT = Pattern.compile("\\{([a-zA-Z0-9_]+)}");

    @Test
    void everyErrorSaysWhatHappenedAndWhatToDoInBothLanguages() throws IOException {
        List<String> missing = new ArrayList<>();
        for (ErrorCode code : codes()) {
            for (String language : List.of("vi", "en")) {
                Properties words = words(code.room() + "-errors_" + language);
                for (String key : List.of(code.name(), code.name() + ".remedy")) {
                    if (words.getProperty(key, "").isBlank()) {
                        missing.add(code.room() + " " + language + ": " + key);
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void bothLanguagesNameTheSameArguments() throws IOException {
        List<String> different = new ArrayList<>();
        for (ErrorCode code : codes()) {
            Properties vi = words(code.room() + "-errors_vi");
            Properties en = words(code.room() + "-errors_en");
            Set<String> inVietnamese = arguments(vi, code);
            Set<String> inEnglish = arguments(en, code);
            if (!inVietnamese.equals(inEnglish)) {
                different.add(code.code() + ": " + inVietnamese + " / " + inEnglish);
            }
        }
        assertThat(different).isEmpty();
    }

    private static Set<String> arguments(Properties words, ErrorCode code) {
        String text = words.getProperty(code.name(), "") + words.getProperty(code.name() + ".remedy", "");
        return ARGUMENT.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<ErrorCode> codes() {
        List<ErrorCode> codes = new ArrayList<>();
        URL classes = ErrorCode.class.getProtectionDomain().getCodeSource().getLocation();
        for (JavaClass found : new ClassFileImporter().importUrl(classes)) {
            if (found.isEnum() && found.isAssignableTo(ErrorCode.class)) {
                codes.addAll(List.of((ErrorCode[]) found.reflect().getEnumConstants()));
            }
        }
        assertThat(codes).hasSizeGreaterThan(20);
        return codes;
    }

    private static Properties words(String bundle) throws IOException {
        Properties words = new Properties();
        try (var stream = ErrorMessagesTest.class.getResourceAsStream("/i18n/" + bundle + ".properties")) {
            assertThat(stream).as("i18n/%s.properties", bundle).isNotNull();
            try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
                words.load(reader);
            }
        }
        return words;
    }
}
