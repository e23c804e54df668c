package vn.lienthong.route.failed;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.May;

/** Traces of single things over REST. */
@RestController
@RequestMapping("/api/v1/traces")
class TracesApi {
    private final TraceDesk desk;

    TracesApi(TraceDesk desk) {
        this.desk = desk;
    }

    /**
     * What is looked for: the key stands in the body alone.
     *
     * @param systems true asks sources and targets of jobs whether they have it now; null is false
     */
    record Looked(
            @Nullable String key,
            @Nullable String route,
            @Nullable Boolean systems,
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
    TraceDesk.Traced look(@RequestBody Looked looked) {
        return desk.look(
                FailedAsked.text(looked.key()),
                FailedAsked.text(looked.route()),
                Boolean.TRUE.equals(looked.systems()),
                FailedAsked.text(looked.reason()));
    }
}
