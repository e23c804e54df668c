package vn.lienthong.inventory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Folded;

/** The concepts that are told apart, as the shipped list has them. */
@Component
class Concepts {
    private final Map<String, Concept> byWord = new HashMap<>();

    Concepts() {
        WordList.read("/inventory/concepts.yaml").forEach(entry -> {
            Concept concept = new Concept(
                    entry.code(), entry.name(), entry.words(), entry.identifies(), entry.technical(), entry.compares());
            entry.words().forEach(word -> byWord.put(word, concept));
        });
    }

    /** What a column of this name says; null where that is not known. */
    @Nullable
    Concept of(String column) {
        // headers of workbooks add a mark for what must be filled in, or a unit
        String plain = Folded.words(column.replaceAll("\\(.*?\\)", ""));
        return Optional.ofNullable(byWord.get(plain)).orElse(null);
    }
}
