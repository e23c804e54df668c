package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recomputes the contrast of every text and line colour from the style sheet itself, by the formula of WCAG 2.1. */
class ContrastTest {
    private static final double TEXT = 4.5;
    private static final double LINE = 3.0;
    private static final List<String> PLAIN = List.of("bg", "surface", "sunken", "hover", "brand-soft");
    private static final List<String> HEALTH = List.of("ok", "slow", "fail", "wait", "run", "off");

    @ParameterizedTest
    @ValueSource(strings = {":root{", "[data-bs-theme=dark]{"})
    void everyTextReadsOnEveryBackground(String look) throws IOException {
        Map<String, String> colours = colours(look);
        for (String text : List.of("ink", "ink-2", "ink-3", "brand")) {
            PLAIN.forEach(ground -> holds(colours, text, ground, TEXT));
        }
        for (String state : HEALTH) {
            PLAIN.stream()
                    .filter(ground -> !ground.equals("brand-soft"))
                    .forEach(ground -> holds(colours, state, ground, TEXT));
            holds(colours, state, state + "-soft", TEXT);
        }
        holds(colours, "on-brand", "brand", TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {":root{", "[data-bs-theme=dark]{"})
    void linesOfTroubleAndBordersOfFieldsCanBeSeen(String look) throws IOException {
        Map<String, String> colours = colours(look);
        for (String line : List.of("slow-mid", "fail-mid", "wait-mid", "run-mid", "field")) {
            holds(colours, line, "surface", LINE);
        }
    }

    private static void holds(Map<String, String> colours, String front, String ground, double least) {
        double lighter = Math.max(luminance(colours.get(front)), luminance(colours.get(ground)));
        double darker = Math.min(luminance(colours.get(front)), luminance(colours.get(ground)));
        assertThat((lighter + 0.05) / (darker + 0.05))
                .as(front + " on " + ground)
                .isGreaterThanOrEqualTo(least);
    }

    private static double luminance(String hex) {
        String full = hex.length() == 3 ? hex.replaceAll("(.)", "$1$1") : hex;
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double part = Integer.parseInt(full.substring(2 * i, 2 * i + 2), 16) / 255.0;
            sum += weights[i] * (part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static Map<String, String> colours(String look) throws IOException {
        String css = Files.readString(Path.of("src/main/resources/static/css/console.css"));
        int start = css.indexOf("\n" + look);
        assertThat(start).isPositive();
        Matcher token = Pattern.compile("--lt-([a-z0-9-]+):#([0-9a-f]{3,6})")
                .matcher(css.substring(start, css.indexOf('}', start)));
        Map<String, String> colours = new HashMap<>();
        while (token.find()) {
            colours.put(token.group(1), token.group(2));
        }
        return colours;
    }
}
