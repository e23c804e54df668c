package vn.lienthong.document;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The environment, and before it what the hub itself sets: the sample's ports, for instance. */
@Component
public final class HubVariables implements Variables {
    private final Variables environment = Variables.environment();
    private final Map<String, String> own = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();

    /** Sets a variable for this process; files that use it are read anew within a second. */
    public void set(String name, String value) {
        if (!name.startsWith(PREFIX)) {
            throw new IllegalArgumentException(name);
        }
        if (!value.equals(own.put(name, value))) {
            version.incrementAndGet();
        }
    }

    @Override
    public @Nullable String value(String name) {
        String value = own.get(name);
        return value == null ? environment.value(name) : value;
    }

    @Override
    public long version() {
        return version.get();
    }
}
