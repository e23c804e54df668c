package vn.lienthong.inventory;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.agency.Agency;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Folded;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Reads systems as forms, workbooks and programs write them: texts by field. One reading for all of them. */
@Component
class SystemReader {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST = 500;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** Words that stand in addresses in the place of a system's name. */
    private static final Set<String> RESERVED =
            Set.of("new", "import", "export", "check", "report", "measurements", "overlaps", "coverage", "kinds");

    private final Agencies agencies;
    private final DataKinds kinds;
    private final Connectors connectors;
    private final Cache<String, String> names =
            CacheBuilder.newBuilder().maximumSize(20_000).build();

    SystemReader(Agencies agencies, DataKinds kinds, Connectors connectors) {
        this.agencies = agencies;
        this.kinds = kinds;
        this.connectors = connectors;
    }

    /** A field that says nothing that could be kept. */
    record Fault(SystemFields field, HubException wrong) {}

    /**
     * What was read.
     *
     * @param system null where there is a fault
     */
    record Read(@Nullable KnownSystem system, List<Fault> faults) {
        /**
         * The system.
         *
         * @throws HubException the first fault
         */
        KnownSystem orRefused() {
            if (system == null) {
                throw faults.get(0).wrong();
            }
            return system;
        }
    }

    /**
     * Reads a system.
     *
     * @param cells an absent field leaves what there is, an empty one empties it
     * @param before what there is; null where it is new
     */
    Read read(Map<String, String> cells, @Nullable KnownSystem before) {
        Map<String, String> there = before == null ? Map.of() : SystemFields.texts(before);
        List<Fault> faults = new ArrayList<>();
        Cells row = new Cells(cells, there, faults);
        String title = row.read(SystemFields.TITLE, SystemReader::title);
        String english = row.read(SystemFields.ENGLISH, text -> text.isEmpty() ? null : title(text));
        String name = row.read(SystemFields.CODE, text -> name(text, before, title));
        AgencyCode agency = row.read(SystemFields.AGENCY, this::agency);
        List<String> holds = row.read(SystemFields.HOLDS, this::kinds);
        List<String> recordOf = row.read(SystemFields.RECORD_OF, text -> recordOf(text, holds));
        List<String> ways = row.read(SystemFields.CONNECTORS, this::connectors);
        String purpose = row.text(SystemFields.PURPOSE);
        String technology = row.text(SystemFields.TECHNOLOGY);
        String vendor = row.text(SystemFields.VENDOR);
        LocalDate end = row.read(SystemFields.CONTRACT_END, Written::day);
        Long cost = row.read(SystemFields.COST, Written::dong);
        Integer level = row.read(SystemFields.LEVEL, Written::level);
        String contact = row.text(SystemFields.CONTACT);
        if (name == null
                || title == null
                || agency == null
                || holds == null
                || recordOf == null
                || ways == null
                || !faults.isEmpty()) {
            return new Read(null, faults);
        }
        Text shown = new Text(title, english == null ? title : english);
        long version = before == null ? 0 : before.version();
        return new Read(
                new KnownSystem(
                        name,
                        shown,
                        agency,
                        purpose,
                        technology,
                        vendor,
                        end,
                        cost,
                        level,
                        contact,
                        holds,
                        recordOf,
                        ways,
                        version),
                List.of());
    }

    /** The texts of one system, and what is wrong with them. */
    private record Cells(Map<String, String> cells, Map<String, String> there, List<Fault> faults) {
        <T> @Nullable T read(SystemFields field, Function<String, @Nullable T> reading) {
            String text = cells.getOrDefault(field.id(), there.getOrDefault(field.id(), ""));
            try {
                return reading.apply(text.strip());
            } catch (HubException wrong) {
                faults.add(new Fault(field, wrong));
                return null;
            }
        }

        @Nullable
        String text(SystemFields field) {
            return read(field, text -> {
                if (!plain(text, LONGEST)) {
                    throw new HubException(
                            InventoryError.TEXT_INVALID,
                            Map.of("field", new Text(field.vietnamese(), field.english()), "most", LONGEST));
                }
                return text.isEmpty() ? null : text;
            });
        }
    }

    private static String title(String text) {
        if (text.isEmpty() || !plain(text, LONGEST_TITLE)) {
            throw new HubException(InventoryError.TITLE_INVALID, Map.of("most", LONGEST_TITLE));
        }
        return text;
    }

    private static boolean plain(String text, int longest) {
        return text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
    }

    /** The written one; where none is written that of before, or one that is made of the title. */
    private static String name(String text, @Nullable KnownSystem before, @Nullable String title) {
        if (text.isEmpty()) {
            return before != null ? before.name() : made(title == null ? "" : title);
        }
        if (!NAME.matcher(text).matches() || RESERVED.contains(text)) {
            throw new HubException(InventoryError.CODE_INVALID, Map.of("code", shortened(text)));
        }
        return text;
    }

    private static String made(String title) {
        String made = Folded.words(title).replaceAll("[^a-z0-9]+", "-");
        String cut = made.substring(0, Math.min(made.length(), 55)).replaceAll("^-+|-+$", "");
        return cut.isEmpty() || RESERVED.contains(cut) ? "he-thong-" + cut : cut;
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    /** By its code in either form, or by its name. */
    private AgencyCode agency(String text) {
        if (text.isEmpty()) {
            throw new HubException(InventoryError.AGENCY_MISSING, Map.of());
        }
        return byCode(text)
                .or(() -> byName(text))
                .orElseThrow(() -> new HubException(InventoryError.AGENCY_UNKNOWN, Map.of("agency", shortened(text))));
    }

    private Optional<AgencyCode> byCode(String text) {
        try {
            return agencies.find(AgencyCode.parse(text)).map(Agency::code);
        } catch (HubException none) {
            return Optional.empty();
        }
    }

    private Optional<AgencyCode> byName(String text) {
        String plain = Folded.words(text);
        List<AgencyCode> named = agencies.all().stream()
                .filter(agency -> plainName(agency.name().vi()).equals(plain)
                        || plainName(agency.name().en()).equals(plain))
                .map(Agency::code)
                .toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    /** Remembered: a file asks about every agency for each of its rows. */
    private String plainName(String name) {
        return names.asMap().computeIfAbsent(name, Folded::words);
    }

    private List<String> kinds(String text) {
        return parts(text)
                .map(part -> kinds.written(part)
                        .map(DataKind::code)
                        .orElseThrow(() -> new HubException(
                                InventoryError.KIND_UNKNOWN, Map.of("kind", shortened(part), "known", known()))))
                .distinct()
                .toList();
    }

    private Text known() {
        return new Text(
                kinds.all().stream().map(kind -> kind.name().vi()).collect(Collectors.joining("; ")),
                kinds.all().stream().map(kind -> kind.name().en()).collect(Collectors.joining("; ")));
    }

    private List<String> recordOf(String text, @Nullable List<String> holds) {
        List<String> kept = kinds(text);
        for (String code : kept) {
            if (holds != null && !holds.contains(code)) {
                throw new HubException(InventoryError.RECORD_NOT_HELD, Map.of("kind", kinds.name(code)));
            }
        }
        return kept;
    }

    private List<String> connectors(String text) {
        Set<String> names = new LinkedHashSet<>();
        parts(text).forEach(part -> {
            boolean there = part.matches("[a-z0-9-]{1,63}")
                    && connectors.find(new ConnectorName(part)).isPresent();
            if (!there) {
                throw new HubException(InventoryError.CONNECTOR_UNKNOWN, Map.of("connector", shortened(part)));
            }
            names.add(part);
        });
        return List.copyOf(names);
    }

    /** Kinds have commas in their names, so only semicolons and new lines divide. */
    private static Stream<String> parts(String text) {
        return Arrays.stream(text.split("[;\\n]")).map(String::strip).filter(part -> !part.isEmpty());
    }
}
