package vn.lienthong.connector.changes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;

/**
 * Gives the engine the offset to start from and remembers none: how far following has come stands in the target's checkpoint alone.
 * Public and without arguments because the engine makes it by name.
 */
public final class GivenOffset implements OffsetBackingStore {
    static final String SETTING = "lienthong.offset";

    private byte[] offset = new byte[0];

    static String of(BinlogPlace place) {
        try {
            return new ObjectMapper()
                    .writeValueAsString(Map.of("file", place.file(), "pos", place.offset(), "gtids", place.gtids()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void configure(WorkerConfig config) {
        offset = config.originalsStrings().get(SETTING).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
        Map<ByteBuffer, ByteBuffer> all = new HashMap<>();
        keys.forEach(key -> all.put(key, ByteBuffer.wrap(offset)));
        return CompletableFuture.completedFuture(all);
    }

    @Override
    public Future<Void> set(Map<ByteBuffer, ByteBuffer> values, Callback<Void> callback) {
        if (callback != null) {
            callback.onCompletion(null, null);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Set<Map<String, Object>> connectorPartitions(String connector) {
        return Set.of();
    }

    @Override
    public void start() {
        // nothing to open
    }

    @Override
    public void stop() {
        // nothing to close
    }
}
