package vn.lienthong.inventory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Folded;
import vn.lienthong.kernel.Text;

/** The kinds of data that are told apart, as the shipped list has them. */
@Component
class DataKinds {
    private final List<DataKind> all;

    DataKinds() {
        all = WordList.read("/inventory/kinds.yaml").stream()
                .map(entry -> new DataKind(entry.code(), entry.name(), entry.words()))
                .toList();
    }

    /** In the order in which people look for them. */
    List<DataKind> all() {
        return all;
    }

    Optional<DataKind> find(String code) {
        return all.stream().filter(kind -> kind.code().equals(code)).findFirst();
    }

    /** The name of a kind; its code where the list does not have it any more. */
    Text name(String code) {
        return find(code).map(DataKind::name).orElseGet(() -> Text.same(code));
    }

    /** A kind as people write it: its code or its name in either language, with or without marks. */
    Optional<DataKind> written(String text) {
        String plain = Folded.words(text);
        return all.stream()
                .filter(kind -> kind.code().equals(plain)
                        || Folded.words(kind.name().vi()).equals(plain)
                        || Folded.words(kind.name().en()).equals(plain))
                .findFirst();
    }

    /** The kinds whose words stand in a text, by code: a dataset's name, or what somebody needs. */
    Set<String> in(String text) {
        String plain = Folded.words(text);
        return all.stream()
                .filter(kind -> kind.words().stream().anyMatch(words -> Folded.holds(plain, words)))
                .map(DataKind::code)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of kinds, for messages. */
    Map<String, Text> names() {
        return all.stream().collect(Collectors.toMap(DataKind::code, DataKind::name));
    }
}
