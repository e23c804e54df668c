package vn.lienthong.mapping;

import java.util.List;
import vn.lienthong.codelist.CodeList;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.kernel.Nearest;

/** Finds code lists by the names people write. */
final class Lists {
    private Lists() {}

    static CodeList named(CodeLists lists, String name) {
        return lists.find(name).orElseThrow(() -> {
            if (lists.all().isEmpty()) {
                return Refused.because(MappingError.NO_LISTS, "list", name);
            }
            List<String> known = lists.all().stream().map(CodeList::name).toList();
            return Refused.because(
                    MappingError.LIST_UNKNOWN,
                    "list",
                    name,
                    "nearest",
                    Nearest.closest(name, known),
                    "known",
                    String.join(", ", known));
        });
    }
}
