package vn.lienthong.inventory;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.agency.HandedTables;

/** The fields of a system, by which forms, workbooks and programs name them, each as a text. */
enum SystemFields {
    CODE("name", false, "Mã hệ thống", "System code", "Mã", "Code"),
    TITLE("title", true, "Tên hệ thống", "System", "Hệ thống", "Tên", "Name", "System name"),
    ENGLISH("english", false, "Tên tiếng Anh", "English name", "Name in English"),
    AGENCY("agency", true, "Đơn vị chủ quản", "Owning agency", "Chủ quản", "Đơn vị", "Mã cơ quan", "Owner", "Agency"),
    PURPOSE("purpose", false, "Mục đích", "Purpose", "Chức năng"),
    TECHNOLOGY("technology", false, "Công nghệ", "Technology", "Nền tảng"),
    VENDOR("vendor", false, "Nhà cung cấp", "Vendor", "Đơn vị cung cấp", "Supplier"),
    CONTRACT_END("contractEnd", false, "Hết hợp đồng", "Contract end", "Ngày hết hợp đồng", "Hạn hợp đồng"),
    COST(
            "yearlyCost",
            false,
            "Chi phí mỗi năm (đồng)",
            "Yearly cost (VND)",
            "Chi phí mỗi năm",
            "Yearly cost",
            "Chi phí"),
    LEVEL("securityLevel", false, "Cấp độ an toàn", "Security level", "Cấp độ"),
    HOLDS("holds", false, "Dữ liệu đang giữ", "Data held", "Dữ liệu"),
    RECORD_OF("recordOf", false, "Là bản gốc của", "Source of record for", "Bản gốc"),
    CONTACT("contact", false, "Đầu mối", "Contact", "Người phụ trách", "Liên hệ"),
    CONNECTORS("connectors", false, "Kết nối", "Connectors");

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

    private final String id;
    private final HandedTables.Column column;

    SystemFields(String id, boolean required, String... headings) {
        this.id = id;
        // the template names both languages in one heading; that is read, too
        List<String> all = new ArrayList<>(List.of(headings));
        all.add(headings[0] + " / " + headings[1]);
        this.column = new HandedTables.Column(id, all, required);
    }

    /** As forms and programs name it. */
    String id() {
        return id;
    }

    HandedTables.Column column() {
        return column;
    }

    /** The heading of the template. */
    String heading() {
        return column.headings().get(column.headings().size() - 1);
    }

    /** Its heading in Vietnamese and in English. */
    String vietnamese() {
        return column.headings().get(0);
    }

    String english() {
        return column.headings().get(1);
    }

    /** Every field of a system as the text that makes it again; what nobody has said is empty. */
    static Map<String, String> texts(KnownSystem system) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(CODE.id, system.name());
        texts.put(TITLE.id, system.title().vi());
        texts.put(
                ENGLISH.id,
                system.title().en().equals(system.title().vi())
                        ? ""
                        : system.title().en());
        texts.put(AGENCY.id, system.agency().value());
        texts.put(PURPOSE.id, said(system.purpose()));
        texts.put(TECHNOLOGY.id, said(system.technology()));
        texts.put(VENDOR.id, said(system.vendor()));
        texts.put(CONTRACT_END.id, system.contractEnd() == null ? "" : DAY.format(system.contractEnd()));
        texts.put(COST.id, said(system.yearlyCost()));
        texts.put(LEVEL.id, said(system.securityLevel()));
        texts.put(HOLDS.id, String.join("; ", system.holds()));
        texts.put(RECORD_OF.id, String.join("; ", system.recordOf()));
        texts.put(CONTACT.id, said(system.contact()));
        texts.put(CONNECTORS.id, String.join("; ", system.connectors()));
        return texts;
    }

    private static String said(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
