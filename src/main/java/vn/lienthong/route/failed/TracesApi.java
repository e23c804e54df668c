package vn.lienthong.route.failed;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Sightings;

/** Traces of single things over REST. */
@RestController
@RequestMapping("/api/v1/traces")
class TracesApi {
    private final TraceDesk desk;

    TracesApi(TraceDesk desk) {
        this.desk = desk;
    }

    /** What is looked for: the key stands in the body alone. */
    record Looked(
            @Nullable String key,
            @Nullable String route,
            @Nullable String reason) {
        @Override
        public String toString() {
            return "a key";
        }
    }

    /** What became of the thing with a key. */
    @May(Act.SEE_HELD_ROWS)
    @Costly
    @PostMapping
    Map<String, List<Sightings.Sighting>> look(@RequestBody Looked looked) {
        return Map.of(
                "items",
                desk.look(
                        FailedAsked.text(looked.key()),
                        FailedAsked.text(looked.route()),
                        FailedAsked.text(looked.reason())));
    }
}
