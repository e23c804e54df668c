package vn.lienthong.service;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.SearchRequest;
import vn.lienthong.kernel.HubException;

/**
 * How a collection is asked for, read from the parameters of an address.
 *
 * @param fields those that stand in the answer, in the order of the entity
 * @param roles whether the roles of users stand in the answer as well
 * @param filter what else a row must hold
 * @param sort by what rows come first; null for the key alone
 */
record RosterQuestion(
        List<RosterField> fields,
        boolean roles,
        RosterFilter filter,
        SearchRequest.@Nullable Sort sort,
        long offset,
        int limit) {
    /** Whoever goes on further takes the export, which goes on where it was instead of beginning anew with each page. */
    static final long FURTHEST = 100_000;

    private static final int USUAL = 100;
    private static final String ROLES = RosterEntity.ROLES.collection();
    private static final Set<String> KNOWN = Set.of("limit", "offset", "sort", "orderBy", "filter", "fields");
    private static final Set<String> OF_ONE = Set.of("fields");

    /**
     * Reads one.
     *
     * @param single whether a single one is asked for, of which fields alone are chosen
     * @param most most rows of a page
     * @throws HubException DATA, saying which of the parameters is wrong
     */
    static RosterQuestion read(Map<String, Object> given, RosterView view, boolean single, int most) {
        if (!(single ? OF_ONE : KNOWN).containsAll(given.keySet())) {
            throw asked();
        }
        long offset = number(given.get("offset"), 0);
        long limit = number(given.get("limit"), Math.min(USUAL, most));
        if (limit < 1) {
            throw asked();
        }
        if (offset > FURTHEST) {
            throw new HubException(ServiceError.ROSTER_TOO_FAR, Map.of("most", FURTHEST));
        }
        String filter = text(given, "filter");
        return new RosterQuestion(
                fields(text(given, "fields"), view),
                view.holdsRoles()
                        && (given.get("fields") == null
                                || names(text(given, "fields")).contains(ROLES)),
                filter == null ? RosterFilter.NONE : RosterFilter.read(filter, view),
                sort(text(given, "sort"), text(given, "orderBy"), view),
                offset,
                (int) Math.min(limit, Math.max(1, most)));
    }

    private static List<RosterField> fields(@Nullable String text, RosterView view) {
        if (text == null) {
            return view.shown();
        }
        Set<RosterField> chosen = new LinkedHashSet<>();
        for (String name : names(text)) {
            if (!name.equals(ROLES) || !view.holdsRoles()) {
                chosen.add(
                        view.named(name).orElseThrow(() -> new HubException(ServiceError.ROSTER_SELECTION, Map.of())));
            }
        }
        List<RosterField> inOrder = new ArrayList<>(view.shown());
        inOrder.retainAll(chosen);
        return inOrder;
    }

    private static List<String> names(@Nullable String text) {
        return Arrays.stream(String.valueOf(text).split(",", -1))
                .map(String::strip)
                .toList();
    }

    private static SearchRequest.@Nullable Sort sort(@Nullable String path, @Nullable String order, RosterView view) {
        boolean known = order == null || order.equals("asc") || order.equals("desc");
        if (!known || path == null && order != null) {
            throw new HubException(ServiceError.ROSTER_SORT, Map.of());
        }
        return path == null
                ? null
                : view.at(path)
                        .map(field -> new SearchRequest.Sort(view.column(field).name(), "desc".equals(order)))
                        .orElseThrow(() -> new HubException(ServiceError.ROSTER_SORT, Map.of()));
    }

    private static @Nullable String text(Map<String, Object> given, String name) {
        Object value = given.get(name);
        return value == null ? null : value.toString();
    }

    private static long number(@Nullable Object given, long usual) {
        if (given == null) {
            return usual;
        }
        if (!given.toString().matches("\\d{1,9}")) {
            throw asked();
        }
        return Long.parseLong(given.toString());
    }

    private static HubException asked() {
        return new HubException(ServiceError.ROSTER_ASKED, Map.of());
    }
}
