package vn.lienthong.mapping;

import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;

/** Compiles mappings for the columns they meet. */
public final class Mappings {
    private Mappings() {}

    /**
     * Compiles a mapping.
     *
     * @param target the target's columns; null leaves every type as the rules make it
     * @param key the target columns that identify a row, empty if none: {@link Mapped#kept} holds them
     * @param zone in which days and local times are meant
     * @throws vn.lienthong.document.DocumentException naming field, line, reason and remedy of everything that does not fit
     */
    public static CompiledMapping compile(
            MappingDefinition definition,
            Schema source,
            @Nullable Schema target,
            List<String> key,
            CodeLists lists,
            ZoneId zone) {
        return compile(definition, source, target, key, lists, zone, Map.of());
    }

    /**
     * The same for a mapping that looks up.
     *
     * @param lookUps for each look-up, by name, what it can be asked with and answers
     */
    public static CompiledMapping compile(
            MappingDefinition definition,
            Schema source,
            @Nullable Schema target,
            List<String> key,
            CodeLists lists,
            ZoneId zone,
            Map<String, LookUpShape> lookUps) {
        return new MappingCompiler(definition, source, target, key, lists, zone, true, lookUps).compile();
    }

    /**
     * What is wrong in a mapping as far as it shows without the systems: transforms, expressions, code lists, checks and names
     * within the mapping. Types are not judged, nor source columns where they are not given.
     *
     * @param columns the source's columns; empty where they are not known
     * @param lookUps what look-ups, by name, can be asked with and answer, as far as that is known
     * @return empty when nothing is wrong
     */
    public static List<Problem> rehearse(
            MappingDefinition definition,
            List<String> columns,
            List<String> key,
            CodeLists lists,
            ZoneId zone,
            Map<String, LookUpShape> lookUps) {
        try {
            rehearsed(definition, columns, key, lists, zone, lookUps);
            return List.of();
        } catch (DocumentException wrong) {
            return wrong.problems();
        }
    }

    /**
     * What each field is made of, as far as it shows without the systems; empty where {@link #rehearse} finds something wrong.
     *
     * @param columns the source's columns; empty where they are not known
     */
    public static List<Carried> carried(
            MappingDefinition definition, List<String> columns, CodeLists lists, ZoneId zone) {
        try {
            return rehearsed(definition, columns, List.of(), lists, zone, Map.of())
                    .carried();
        } catch (DocumentException wrong) {
            return List.of(); // whoever rehearses it says so
        }
    }

    private static CompiledMapping rehearsed(
            MappingDefinition definition,
            List<String> columns,
            List<String> key,
            CodeLists lists,
            ZoneId zone,
            Map<String, LookUpShape> lookUps) {
        Collection<String> names = columns.isEmpty() ? Named.columns(definition) : columns;
        Schema source = new Schema(
                names.stream().map(name -> Column.of(name, ValueType.TEXT)).toList());
        return new MappingCompiler(definition, source, null, key, lists, zone, false, lookUps).compile();
    }
}
