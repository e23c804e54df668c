package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages say stands in message files, in both languages, and pages carry neither inline styles nor inline scripts. */
class PageWordsTest {
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Pattern KEY = Pattern.compile("(?:#\\{|#messages\\.msg\\(')([a-zA-Z][a-zA-Z0-9.-]*)[}('(]");
    private static final Pattern STARTED_KEY = Pattern.compile("#\\{\\|([a-zA-Z][a-zA-Z0-9.-]*)\\$");
    /** How the code names an act for the journal: what it was done to, and what was done. */
    private static final Pattern ACT = Pattern.compile(
            "\"((?:agreement|alert|approval|caller|codelist|connector|following|gap|guard|job|journal|person|quarantine|role|run|service|system|token)"
                    + "\\.[a-z-]*(?:ed|again|begun|out|in|read|set))\"");

    private static final Pattern READABLE = Pattern.compile("\\p{L}{2,}");
    private static final Pattern SPOKEN =
            Pattern.compile("[\\s\"](aria-label|title|alt|placeholder|summary)=\"([^\"]*)\"");

    @ParameterizedTest
    @ValueSource(strings = {"vi", "en"})
    void everyWordOfAPageIsThereInItsLanguage(String language) {
        Set<String> known = words(language).keySet();
        Set<String> missing = new TreeSet<>();
        templates().forEach((file, text) -> {
            find(KEY, text).stream().filter(key -> !known.contains(key)).forEach(key -> missing.add(file + ": " + key));
            find(STARTED_KEY, text).stream()
                    .filter(start -> known.stream().noneMatch(key -> key.startsWith(start)))
                    .forEach(start -> missing.add(file + ": " + start + "…"));
        });

        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vi", "en"})
    void everyActInTheJournalHasWords(String language) {
        Set<String> acts = new TreeSet<>();
        texts(Path.of("src/main/java"), ".java").forEach((file, text) -> {
            if (!file.startsWith("vn/lienthong/cli/")) {
                acts.addAll(find(ACT, text));
            }
        });

        assertThat(acts).contains("job.started", "person.signed-in");
        assertThat(words(language).keySet())
                .containsAll(acts.stream().map(act -> "journal.act." + act).toList());
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        Map<String, String> vietnamese = words("vi");
        Map<String, String> english = words("en");

        assertThat(vietnamese.keySet()).isEqualTo(english.keySet());
        vietnamese.forEach((key, text) -> assertThat(arguments(text)).as(key).isEqualTo(arguments(english.get(key))));
    }

    @Test
    void noTextIsHardCodedInATemplate() {
        List<String> found = new ArrayList<>();
        templates().forEach((file, text) -> {
            String visible = text.replaceAll("(?s)<!--.*?-->", "").replaceAll("(?s)<script[^>]*>.*?</script>", "");
            Matcher words = Pattern.compile(">([^<>]+)<").matcher(visible.replaceAll("\"[^\"]*\"", "\"\""));
            while (words.find()) {
                if (READABLE.matcher(words.group(1)).find()) {
                    found.add(file + ": " + words.group(1).strip());
                }
            }
            Matcher spoken = SPOKEN.matcher(visible);
            while (spoken.find()) {
                if (READABLE.matcher(spoken.group(2)).find()
                        && !spoken.group(2).equals("smas-hanoi")
                        && !spoken.group(2).contains("${")) {
                    found.add(file + ": " + spoken.group());
                }
            }
        });

        assertThat(found).isEmpty();
    }

    @Test
    void noTemplateWritesTextAsMarkup() {
        templates()
                .forEach((file, text) ->
                        assertThat(text).as(file).doesNotContain("utext", "[(", "th:inline", "javascript:"));
    }

    @Test
    void noTemplateCarriesAnInlineStyleOrAnUnsignedScript() {
        templates().forEach((file, text) -> {
            assertThat(text)
                    .as(file)
                    .doesNotContain(" style=")
                    .doesNotContain("<style")
                    .doesNotContainPattern("\\son[a-z]+=");
            Matcher script = Pattern.compile("<script([^>]*)>[^<]").matcher(text);
            while (script.find()) {
                assertThat(script.group(1)).as(file).contains("nonce=${cspNonce}");
            }
        });
    }

    private static Set<String> arguments(String text) {
        return new TreeSet<>(find(Pattern.compile("\\{(\\d)}"), text));
    }

    private static Set<String> find(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static Map<String, String> templates() {
        return texts(TEMPLATES, ".html");
    }

    private static Map<String, String> texts(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            Map<String, String> texts = new TreeMap<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(ending)).toList()) {
                texts.put(folder.relativize(file).toString(), Files.readString(file));
            }
            assertThat(texts).isNotEmpty();
            return texts;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Map<String, String> words(String language) {
        Map<String, String> words = new TreeMap<>();
        for (String room : List.of(
                "console",
                "connector",
                "sync",
                "quarantine",
                "route",
                "approval",
                "sample",
                "agency",
                "journal",
                "person",
                "service",
                "alert",
                "inventory",
                "draft",
                "codelist")) {
            Properties properties = new Properties();
            try (Reader in = new InputStreamReader(
                    PageWordsTest.class.getResourceAsStream("/i18n/" + room + "_" + language + ".properties"),
                    StandardCharsets.UTF_8)) {
                properties.load(in);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            properties.stringPropertyNames().forEach(key -> words.put(key, properties.getProperty(key)));
        }
        return words;
    }
}
