package vn.lienthong.connector;

import java.util.Map;
import java.util.Optional;
import vn.lienthong.kernel.Secret;

/** The validated settings of one connector; defaults of the schema are filled in. Values are String, Long, Boolean, or lists and maps of them. */
public final class Settings {
    private final Map<String, Object> values;
    private final Map<String, Secret> secrets;

    /** Settings with these plain values and these secrets, by key. */
    public Settings(Map<String, Object> values, Map<String, Secret> secrets) {
        this.values = Map.copyOf(values);
        this.secrets = Map.copyOf(secrets);
    }

    /** A text that the schema requires or defaults. */
    public String text(String key) {
        return optionalText(key).orElseThrow(() -> new IllegalStateException("setting " + key + " has no value"));
    }

    /** A text that may be absent. */
    public Optional<String> optionalText(String key) {
        return Optional.ofNullable(values.get(key)).map(Object::toString);
    }

    /** A whole number that the schema requires or defaults. */
    public int integer(String key) {
        return ((Number) values.get(key)).intValue();
    }

    /** A secret, if one is set. */
    public Optional<Secret> secret(String key) {
        return Optional.ofNullable(secrets.get(key));
    }

    /** The plain values; secrets are not among them. */
    public Map<String, Object> values() {
        return values;
    }

    @Override
    public String toString() {
        return "Settings" + values.keySet();
    }
}
