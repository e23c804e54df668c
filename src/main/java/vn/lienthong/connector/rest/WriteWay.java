package vn.lienthong.connector.rest;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.http.Listing;

/**
 * How rows of a resource are written, as the settings describe it.
 *
 * @param create how a row is sent that the partner is not known to have
 * @param change how one is sent that he has otherwise; null where both are the same
 * @param row where in the body the row stands
 * @param byKey whether he keeps one row a key, however often it comes
 * @param keyHeader the header that bears the same for every attempt at one version of a row
 * @param honoursKey whether he does nothing twice that bears the same
 * @param there answers that say that he has the row already
 * @param refused answers that say that he does not want this row
 * @param reason where in such an answer a short reason stands; null where none is to be taken
 * @param lookUp how he is asked whether a row has arrived; null where he cannot be asked
 * @param parallel how many rows are under way at most
 * @param version how he numbers the versions of a row; null where he does not
 * @param anew raised by whoever wants every row to be sent again
 */
record WriteWay(
        Sent create,
        @Nullable Sent change,
        JsonPointer row,
        boolean byKey,
        String keyHeader,
        boolean honoursKey,
        Set<Integer> there,
        Set<Integer> refused,
        @Nullable JsonPointer reason,
        @Nullable LookUpWay lookUp,
        int parallel,
        @Nullable VersionWay version,
        long anew) {
    private static final int USUAL_PARALLEL = 4;

    /** One kind of request. */
    record Sent(String method, PathTemplate path) {
        private static @Nullable Sent of(Map<String, ?> described, String usually) {
            return described.isEmpty()
                    ? null
                    : new Sent(
                            described.get("method") instanceof String method ? method : usually,
                            new PathTemplate(Listing.text(described, "path")));
        }
    }

    /**
     * How a row is looked for.
     *
     * @param row where in the answer it stands
     * @param notFoundIsNone whether the status 404 says that there is no such row
     * @param after how long a request that was given up may still be on its way
     */
    record LookUpWay(PathTemplate path, JsonPointer row, boolean notFoundIsNone, Duration after) {}

    static @Nullable WriteWay of(Map<String, ?> described) {
        Sent create = Sent.of(described, "PUT");
        if (create == null) {
            return null;
        }
        VersionWay version = VersionWay.of(Listing.map(described.get("version")));
        Map<String, ?> key = Listing.map(described.get("idempotency"));
        return new WriteWay(
                create,
                Sent.of(Listing.map(described.get("change")), "PUT"),
                pointer(described, "row"),
                described.get("by_key") instanceof Boolean byKey
                        ? byKey
                        : create.method().equals("PUT") || version != null,
                key.get("header") instanceof String header ? header : "Idempotency-Key",
                Boolean.TRUE.equals(key.get("honoured")),
                statuses(described.get("there"), Set.of()),
                statuses(described.get("refused"), Set.of(400, 422)),
                described.containsKey("reason") ? pointer(described, "reason") : null,
                lookUp(Listing.map(described.get("look_up"))),
                described.get("parallel") instanceof Number parallel ? parallel.intValue() : USUAL_PARALLEL,
                version,
                described.get("anew") instanceof Number anew ? anew.longValue() : 0);
    }

    private static @Nullable LookUpWay lookUp(Map<String, ?> described) {
        return described.isEmpty()
                ? null
                : new LookUpWay(
                        new PathTemplate(Listing.text(described, "path")),
                        pointer(described, "row"),
                        described.get("no_row") instanceof Number status && status.intValue() == 404,
                        Duration.ofSeconds(
                                described.get("after_seconds") instanceof Number seconds ? seconds.longValue() : 5));
    }

    private static JsonPointer pointer(Map<String, ?> described, String key) {
        return JsonPointer.compile(
                Optional.ofNullable(described.get(key)).map(String::valueOf).orElse(""));
    }

    private static Set<Integer> statuses(@Nullable Object described, Set<Integer> usual) {
        if (!(described instanceof List<?> list)) {
            return usual;
        }
        Set<Integer> statuses = new LinkedHashSet<>();
        list.forEach(status -> statuses.add(((Number) status).intValue()));
        return statuses;
    }

    /** Whether it can be told that a row comes again. */
    boolean tellsDuplicates() {
        return byKey || honoursKey || lookUp != null || !there.isEmpty();
    }

    /** How a row is sent. */
    Sent way(boolean exists) {
        return exists && change != null ? change : create;
    }

    /** Every path that takes columns. */
    Stream<PathTemplate> paths() {
        return Stream.of(
                        Stream.of(create.path()),
                        change == null ? Stream.<PathTemplate>empty() : Stream.of(change.path()),
                        lookUp == null ? Stream.<PathTemplate>empty() : Stream.of(lookUp.path()))
                .flatMap(paths -> paths);
    }
}
