package vn.lienthong.agency;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Agencies as they stand in a table that somebody hands in. */
@Component
class AgencyRows {
    /** The largest file that is taken, in bytes; {@link #MOST_ROWS} need a tenth of it. */
    static final int MOST_BYTES = 4 << 20;

    static final int MOST_ROWS = 20_000;
    private static final int MOST_FAULTS = 500;
    private static final int LONGEST = 200;

    private static final HandedTables.Column CODE =
            column("code", true, "Mã cơ quan", "Agency code", "Mã định danh", "Mã", "Code");
    private static final HandedTables.Column NAME = column(
            "name", true, "Tên cơ quan", "Name", "Tên", "Tên tiếng Việt", "Name in Vietnamese", "Vietnamese name");
    private static final HandedTables.Column ENGLISH =
            column("english", false, "Tên tiếng Anh", "English name", "Name in English");
    private static final HandedTables.Column PARENT = column(
            "parent",
            false,
            "Mã cơ quan cấp trên",
            "Code of the agency above",
            "Cơ quan cấp trên",
            "Mã cấp trên",
            "Parent code",
            "Parent");
    private static final HandedTables.Column CONTACT =
            column("contact", false, "Người phụ trách", "Contact", "Đầu mối", "Liên hệ");
    private static final List<HandedTables.Column> COLUMNS = List.of(CODE, NAME, ENGLISH, PARENT, CONTACT);

    private final HandedTables tables;

    AgencyRows(HandedTables tables) {
        this.tables = tables;
    }

    /** The template names both languages in one heading; that is read, too. */
    private static HandedTables.Column column(String id, boolean required, String... headings) {
        List<String> all = new ArrayList<>(List.of(headings));
        all.add(headings[0] + " / " + headings[1]);
        return new HandedTables.Column(id, all, required);
    }

    /**
     * What a table says.
     *
     * @param faults rows that say nothing that could be wanted, at most {@value #MOST_FAULTS} of them
     */
    record Read(List<Wanted> agencies, List<TreeWishes.Unread> faults) {}

    /**
     * Reads a workbook or a CSV file.
     *
     * @param tree for what the table does not speak of: an absent column leaves what is there
     * @throws HubException CONFIGURATION where the file as a whole cannot be used
     */
    Read read(String name, byte[] bytes, AgencyTree tree) {
        if (bytes.length == 0) {
            throw new HubException(AgencyError.IMPORT_NO_FILE, Map.of());
        }
        if (bytes.length > MOST_BYTES) {
            throw new HubException(AgencyError.IMPORT_TOO_LARGE, Map.of("most", MOST_BYTES >> 20));
        }
        List<HandedTables.Row> rows = tables.read(HandedTables.nameOf(name), bytes, COLUMNS, MOST_ROWS);
        if (rows.isEmpty()) {
            throw new HubException(AgencyError.IMPORT_EMPTY, Map.of("file", HandedTables.nameOf(name)));
        }
        List<Wanted> agencies = new ArrayList<>();
        List<TreeWishes.Unread> faults = new ArrayList<>();
        for (HandedTables.Row row : rows) {
            wanted(row, tree, faults).ifPresent(agencies::add);
            if (faults.size() >= MOST_FAULTS) {
                break;
            }
        }
        return new Read(agencies, faults);
    }

    private static Optional<Wanted> wanted(HandedTables.Row row, AgencyTree tree, List<TreeWishes.Unread> faults) {
        if (row.flaw() != null) {
            faults.add(new TreeWishes.Unread(
                    Text.same(""),
                    row.flaw(),
                    new Text(
                            "Sửa ô đó trong tệp rồi tải lên lại.",
                            "Correct that cell in the file and hand it in again.")));
            return Optional.empty();
        }
        int before = faults.size();
        AgencyCode code = cell(row, CODE, AgencyRows::code, faults);
        String name = cell(row, NAME, AgencyRows::name, faults);
        String english = cell(row, ENGLISH, text -> text.isBlank() ? null : name(text), faults);
        AgencyCode parent = cell(row, PARENT, AgencyRows::parent, faults);
        String contact = cell(row, CONTACT, AgencyRows::contact, faults);
        if (faults.size() > before || code == null || name == null) {
            return Optional.empty();
        }
        Optional<Agency> there = tree.find(code);
        boolean kept = there.isPresent()
                && !row.cells().containsKey(ENGLISH.id())
                && there.get().name().vi().equals(name);
        String translated = english == null ? name : english;
        return Optional.of(new Wanted(
                code,
                row.cells().getOrDefault(CODE.id(), "").strip(),
                new Text(name, kept ? there.get().name().en() : translated),
                row.cells().containsKey(PARENT.id())
                        ? parent
                        : there.map(Agency::parent).orElse(null),
                row.cells().containsKey(CONTACT.id())
                        ? contact
                        : there.map(Agency::contact).orElse(null),
                place(row, CODE),
                place(row, PARENT)));
    }

    private static <T> @Nullable T cell(
            HandedTables.Row row,
            HandedTables.Column column,
            Function<String, @Nullable T> reading,
            List<TreeWishes.Unread> faults) {
        try {
            return reading.apply(row.cells().getOrDefault(column.id(), ""));
        } catch (HubException wrong) {
            faults.add(new TreeWishes.Unread(place(row, column), wrong.problem(), wrong.remedy()));
            return null;
        }
    }

    private static Text place(HandedTables.Row row, HandedTables.Column column) {
        return row.places().getOrDefault(column.id(), Text.same(""));
    }

    /** A code in either written form. */
    static AgencyCode code(String given) {
        if (given.isBlank()) {
            throw new HubException(AgencyError.AGENCY_CODE_MISSING, Map.of());
        }
        return AgencyCode.parse(given);
    }

    static @Nullable AgencyCode parent(String given) {
        return given.isBlank() ? null : AgencyCode.parse(given);
    }

    /** A name as it is kept. */
    static String name(String given) {
        String name = given.strip();
        if (name.isEmpty() || !plain(name)) {
            throw new HubException(AgencyError.AGENCY_NAME_INVALID, Map.of("most", LONGEST));
        }
        return name;
    }

    /** A contact as it is kept; null where none is named. */
    static @Nullable String contact(String given) {
        String contact = given.strip();
        if (!plain(contact)) {
            throw new HubException(AgencyError.AGENCY_CONTACT_INVALID, Map.of("most", LONGEST));
        }
        return contact.isEmpty() ? null : contact;
    }

    private static boolean plain(String text) {
        return text.length() <= LONGEST && text.chars().noneMatch(Character::isISOControl);
    }

    /** A workbook to fill in, with the agencies given as they are. */
    byte[] template(List<Agency> agencies) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(COLUMNS.stream()
                .map(column -> column.headings().get(column.headings().size() - 1))
                .toList());
        agencies.forEach(agency -> rows.add(List.of(
                agency.given(),
                agency.name().vi(),
                agency.name().en().equals(agency.name().vi())
                        ? ""
                        : agency.name().en(),
                agency.parent() == null ? "" : agency.parent().value(),
                agency.contact() == null ? "" : agency.contact())));
        return tables.workbook("Agencies", rows);
    }
}
