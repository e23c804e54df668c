package vn.lienthong.bench.answers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The processor time of servers of PostgreSQL, which are nobody's children: each says in its folder which process it is. */
final class Servers {
    private Servers() {}

    /** What the server of a folder and its connections have used so far; connections that have ended are not in it. */
    static Duration processorTime(@Nullable Path folder) throws IOException {
        if (folder == null) {
            return Duration.ZERO;
        }
        long process = Long.parseLong(
                Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0).strip());
        Optional<ProcessHandle> server = ProcessHandle.of(process);
        return server.stream()
                .flatMap(one -> Stream.concat(Stream.of(one), one.descendants()))
                .map(one -> one.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
