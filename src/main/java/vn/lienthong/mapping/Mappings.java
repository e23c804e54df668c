package vn.lienthong.mapping;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.kernel.Schema;

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
        return new MappingCompiler(definition, source, target, key, lists, zone).compile();
    }
}
