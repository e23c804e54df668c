package vn.lienthong.service;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a token may be narrowed to, as the "Rostering Service 1.2" of 1EdTech names it. A program asks for it itself. */
enum RosterScope {
    CORE("roster-core.readonly"),
    ALL_BUT_DEMOGRAPHICS("roster.readonly"),
    DEMOGRAPHICS("roster-demographics.readonly");

    private static final String SPACE = "purl.imsglobal.org/spec/or/v1p2/scope/";

    private final String word;

    RosterScope(String word) {
        this.word = word;
    }

    /** As programs write it. */
    String uri() {
        return "https://" + SPACE + word;
    }

    /** Whether it opens what is of this entity. */
    boolean opens(RosterEntity entity) {
        return (entity == RosterEntity.DEMOGRAPHICS) == (this == DEMOGRAPHICS);
    }

    /** Those of a text that are known here; programs ask for scopes of other services in one go, and write http for https. */
    static Set<RosterScope> asked(String text) {
        Set<RosterScope> asked = EnumSet.noneOf(RosterScope.class);
        Arrays.stream(text.split(" "))
                .flatMap(word -> of(word.replaceFirst("^http:", "https:")).stream())
                .forEach(asked::add);
        return asked;
    }

    private static Optional<RosterScope> of(String uri) {
        return Arrays.stream(values()).filter(scope -> scope.uri().equals(uri)).findFirst();
    }

    /** Some of them, as programs write them. */
    static String text(Set<RosterScope> scopes) {
        return scopes.stream().map(RosterScope::uri).collect(Collectors.joining(" "));
    }
}
