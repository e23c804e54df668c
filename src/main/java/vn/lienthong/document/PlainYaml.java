package vn.lienthong.document;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes documents of plain values, as people would write them: one key a line. */
public final class PlainYaml {
    private PlainYaml() {}

    /** Maps, lists, texts, numbers and flags as YAML; keys keep their order. For every thread. */
    public static String write(Object document) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setAllowUnicode(true);
        options.setSplitLines(false);
        return new Yaml(options).dump(document);
    }
}
