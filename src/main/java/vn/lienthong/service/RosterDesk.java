package vn.lienthong.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Answers programs that ask for a roster by OneRoster 1.2. Behind each collection stands a service, and every question is a call of it by
 * the same door and on the same route as any other.
 */
@Component
class RosterDesk {
    private final Doorkeeper door;
    private final CallTools tools;
    private final OpenPages pages;

    RosterDesk(Doorkeeper door, CallTools tools, OpenPages pages) {
        this.door = door;
        this.tools = tools;
        this.pages = pages;
    }

    /**
     * The answer to one call.
     *
     * @param hub the address of the hub as the caller sees it, without a path
     * @param path the part after the host
     */
    DataAnswer answer(Proof proof, Supplier<String> hub, String path, ServiceCall.Given given, Locale locale) {
        Optional<ServiceCaller> caller = door.caller(proof);
        if (caller.isEmpty()) {
            return refused(Doorkeeper.stranger(), locale);
        }
        Optional<RosterAddress> address = RosterAddress.of(path);
        if (address.isPresent() && !caller.get().opens(address.get().entity())) {
            return refused(door.uncalled(caller.get(), Doorkeeper.tooNarrow()), locale);
        }
        Optional<DataService> service = address.flatMap(asked -> behind(asked.entity(), caller.get()));
        if (service.isEmpty()) {
            return refused(door.unknown(caller.get()), locale);
        }
        RosterCall call = new RosterCall(
                tools, pages, caller.get(), service.get(), new RosterCall.Asks(address.get(), given, null));
        Refused why = carriedOut(call);
        if (why != null) {
            return refused(why, locale);
        }
        RosterCall roles = roles(call, address.get(), caller.get());
        if (roles != null) {
            Refused unknown = carriedOut(roles);
            if (unknown != null && unknown.status() != 404) {
                return refused(unknown, locale);
            }
        }
        return written(call, roles, address.get(), hub.get(), path, given);
    }

    /**
     * The service behind a collection for whoever asks: the newest that his agency has an agreement about, else any, which then refuses
     * him as every service does.
     */
    Optional<DataService> behind(RosterEntity entity, ServiceCaller caller) {
        LocalDate today = LocalDate.ofInstant(tools.clock().instant(), ServiceCall.ZONE);
        List<DataService> all = tools.services().all().stream()
                .filter(one -> one.roster() != null && one.roster().entity() == entity)
                .sorted(Comparator.comparing(DataService::id).reversed())
                .toList();
        return all.stream()
                .filter(one -> tools.services().agreements(one.id(), caller.agency()).stream()
                        .anyMatch(agreement -> tools.services().permits(agreement, today)))
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    private @Nullable Refused carriedOut(RosterCall asked) {
        try (RosterCall call = asked) { // its place among those who read, also where the route breaks off
            Refused stopped = door.carryOut(call);
            return stopped == null ? call.refused() : stopped;
        }
    }

    /** The roles of the users that were found: a call of the service of roles, under its own agreement. Null where none are asked for. */
    private @Nullable RosterCall roles(RosterCall users, RosterAddress address, ServiceCaller caller) {
        if (!users.question().roles() || users.found().rows().isEmpty()) {
            return null;
        }
        return behind(RosterEntity.ROLES, caller)
                .filter(service -> service.roster().columns().containsKey("user"))
                .map(service -> new RosterCall(
                        tools,
                        pages,
                        caller,
                        service,
                        new RosterCall.Asks(
                                new RosterAddress(RosterEntity.ROLES, null, null, address.one()),
                                new ServiceCall.Given(Map::of, true),
                                ids(users))))
                .orElse(null);
    }

    private static Set<String> ids(RosterCall users) {
        Set<String> ids = new LinkedHashSet<>();
        users.found()
                .rows()
                .forEach(row -> ids.add(String.valueOf(row.value(users.roster().id()))));
        return ids;
    }

    private DataAnswer written(
            RosterCall call,
            @Nullable RosterCall roles,
            RosterAddress address,
            String hub,
            String path,
            ServiceCall.Given given) {
        RosterJson json = new RosterJson(hub);
        Map<String, List<Map<String, Object>>> byUser = byUser(json, roles);
        List<Map<String, Object>> all = new ArrayList<>();
        for (ListPage.Row row : call.found().rows()) {
            Map<String, Object> one = json.entity(call, row);
            if (call.question().roles()) {
                one.put(
                        "roles",
                        byUser.getOrDefault(
                                String.valueOf(row.value(call.roster().id())), List.of()));
            }
            all.add(one);
        }
        RosterEntity entity = address.entity();
        Map<String, Object> whole = address.one() == null
                ? OpenApiDocument.map(entity.collection(), all)
                : OpenApiDocument.map(entity.single(), all.get(0));
        Map<String, String> headers = call.announced();
        if (address.one() == null) {
            Long total = call.found().total();
            if (total != null) {
                headers.put("X-Total-Count", total.toString());
            }
            String links = links(call, hub + path, given);
            if (!links.isEmpty()) {
                headers.merge("Link", links, (said, more) -> more + ", " + said);
            }
        }
        return DataAnswer.of(tools.json(), whole).with(headers);
    }

    private static Map<String, List<Map<String, Object>>> byUser(RosterJson json, @Nullable RosterCall roles) {
        Map<String, List<Map<String, Object>>> byUser = new TreeMap<>();
        if (roles == null || roles.refused() != null) {
            return byUser;
        }
        String user = Objects.requireNonNull(roles.roster().columns().get("user"));
        for (ListPage.Row row : roles.found().rows()) {
            Map<String, Object> role = json.entity(roles, row);
            role.keySet().removeAll(List.of(RosterEntity.ID, RosterEntity.STATUS, RosterEntity.CHANGED, "user"));
            byUser.computeIfAbsent(String.valueOf(row.value(user)), id -> new ArrayList<>())
                    .add(role);
        }
        return byUser;
    }

    /** Where the pages around this one are. */
    private static String links(RosterCall call, String address, ServiceCall.Given given) {
        RosterQuestion asked = call.question();
        StringJoiner links = new StringJoiner(", ");
        long next = asked.offset() + asked.limit();
        if (call.found().more() && next <= RosterQuestion.FURTHEST) {
            links.add(link(address, given, asked.limit(), next, "next"));
        }
        if (asked.offset() > 0) {
            links.add(link(address, given, asked.limit(), Math.max(0, asked.offset() - asked.limit()), "prev"));
            links.add(link(address, given, asked.limit(), 0, "first"));
        }
        Long total = call.found().total();
        if (total != null && total > asked.limit()) {
            long last = (total - 1) / asked.limit() * asked.limit();
            links.add(link(address, given, asked.limit(), last, "last"));
        }
        return links.toString();
    }

    private static String link(String address, ServiceCall.Given given, int limit, long offset, String relation) {
        Map<String, Object> parameters = new LinkedHashMap<>(given.fields().get());
        parameters.put("limit", limit);
        parameters.put("offset", offset);
        StringJoiner query = new StringJoiner("&");
        parameters.forEach(
                (name, value) -> query.add(name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8)));
        return "<" + address + "?" + query + ">; rel=\"" + relation + "\"";
    }

    private DataAnswer refused(Refused why, Locale locale) {
        return refused(tools.json(), why, locale);
    }

    /** What is refused, in the words of OneRoster. */
    static DataAnswer refused(ObjectMapper json, Refused why, Locale locale) {
        return DataAnswer.of(json, why, locale).saying(json, RosterStatus.of(why, locale));
    }
}
