package vn.lienthong.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import vn.lienthong.kernel.Folded;
import vn.lienthong.kernel.Text;

/** A shipped list of things with the words by which they are recognised. */
final class WordList {
    private WordList() {}

    /** One of them; its words are plain. */
    record Entry(String code, Text name, List<String> words, boolean identifies, boolean technical, boolean compares) {}

    static List<Entry> read(String resource) {
        try (InputStream stream = WordList.class.getResourceAsStream(resource)) {
            List<Map<String, Object>> list = new Yaml(new SafeConstructor(new LoaderOptions())).load(stream);
            List<Entry> entries = new ArrayList<>();
            for (Map<String, Object> one : list) {
                Map<?, ?> name = (Map<?, ?>) one.get("name");
                entries.add(new Entry(
                        one.get("code").toString(),
                        new Text(name.get("vi").toString(), name.get("en").toString()),
                        ((List<?>) one.get("words"))
                                .stream()
                                        .map(word -> Folded.words(word.toString()))
                                        .toList(),
                        Boolean.TRUE.equals(one.get("identifies")),
                        Boolean.TRUE.equals(one.get("technical")),
                        Boolean.TRUE.equals(one.get("compares"))));
            }
            return List.copyOf(entries);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
