package vn.lienthong.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Document;

/**
 * The rules of a mapping as written: {@code map}, {@code check}, {@code look_up} and {@code skip_when}.
 *
 * @param file the file's name, for problems
 * @param fields the target fields in order
 * @param checks the checks in order
 * @param lookUps whom rows are looked up with, in order
 * @param skipWhen a CEL expression; rows for which it is true are left out and counted as skipped. Null: none
 * @param skipLine where it stands
 */
public record MappingDefinition(
        String file,
        List<FieldRule> fields,
        List<CheckRule> checks,
        List<LookUpRule> lookUps,
        @Nullable String skipWhen,
        int skipLine) {
    public MappingDefinition {
        fields = List.copyOf(fields);
        checks = List.copyOf(checks);
        lookUps = List.copyOf(lookUps);
    }

    /** The rules of these fields alone, unchecked; none of them looks anything up. */
    public MappingDefinition only(List<String> wanted) {
        return new MappingDefinition(
                file,
                fields.stream().filter(rule -> wanted.contains(rule.field())).toList(),
                List.of(),
                List.of(),
                null,
                0);
    }

    /** The same rules without what leans on look-ups or other datasets, for whoever tries rows and must ask no other system about them. */
    public MappingDefinition askingNobody() {
        List<FieldRule> kept =
                fields.stream().filter(rule -> !Named.looksUp(rule)).toList();
        List<String> gone = fields.stream()
                .filter(rule -> !kept.contains(rule))
                .map(FieldRule::field)
                .toList();
        return new MappingDefinition(
                file,
                kept,
                checks.stream()
                        .filter(check -> !check.call().name().equals("reference") && !leansOn(check, gone))
                        .toList(),
                List.of(),
                Named.looksUp(skipWhen) ? null : skipWhen,
                skipLine);
    }

    private static boolean leansOn(CheckRule check, List<String> gone) {
        String written = check.call().toString();
        return gone.contains(check.field())
                || Named.looksUp(written)
                || gone.stream().anyMatch(written::contains);
    }

    /**
     * Reads the rules.
     *
     * @param pointer the object that holds {@code map}; "" for the document itself
     * @throws vn.lienthong.document.DocumentException with everything that is wrong
     */
    public static MappingDefinition parse(Document document, String pointer) {
        return new DefinitionReader(document, pointer).read();
    }
}
