package vn.lienthong.service;

import java.util.stream.Collectors;

/** How an answer under an agreement looks, without any value. */
final class AnswerShape {
    private AnswerShape() {}

    /** As a program would get it where one row is found. */
    static String of(Agreement agreement) {
        return agreement.answer().stream()
                .map(column -> "    \"" + column + "\": …")
                .collect(Collectors.joining(
                        ",\n", "{ \"service\": \"" + agreement.service() + "\", \"rows\": [ {\n", "\n} ] }"));
    }
}
