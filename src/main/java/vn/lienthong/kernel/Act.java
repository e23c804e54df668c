package vn.lienthong.kernel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What people and programs do in the hub. Which role may do what is a table that the hub keeps; a handler names its act with {@link May}. */
public enum Act {
    /** Look at connectors, jobs, runs and routes; never at rows. */
    SEE("xem kết nối, tác vụ, tuyến", "look at connectors, jobs and routes"),
    /** Let the hub look into a system: the doctor, discovery. */
    EXAMINE("kiểm tra kết nối", "examine connectors"),
    /** Register, change and remove connectors, and give them secrets. */
    REGISTER_CONNECTORS("đăng ký và sửa kết nối", "register and change connectors"),
    /** Keep the inventory of an agency's systems: add, change and end them. */
    KEEP_SYSTEMS("ghi hồ sơ hệ thống", "keep the inventory of systems"),
    /** Register, change and remove sync jobs. */
    WRITE_JOBS("đăng ký và sửa tác vụ đồng bộ", "register and change sync jobs"),
    /** Start, pause, cancel, try and compare; start and stop routes. */
    RUN_JOBS("chạy, tạm dừng, đối chiếu tác vụ", "run, pause and compare jobs"),
    /** Say how to go on where a guard or a gap stopped a job; repair; let a source go. */
    DECIDE("quyết định khi hệ thống dừng an toàn", "decide where a guard or a gap stopped a job"),
    /** Look at rejected rows, masked by class. */
    SEE_HELD_ROWS("xem dòng bị giữ lại", "look at held rows"),
    /** Edit, release and discard rejected rows. */
    CORRECT_HELD_ROWS("sửa, chạy lại hoặc bỏ dòng bị giữ lại", "correct, release and discard held rows"),
    /** See what is personal or sensitive as it is, each time for a reason; take rows away with it. */
    SEE_PERSONAL_DATA("xem dữ liệu cá nhân không che", "see personal data unmasked"),
    /** Find what is kept of one person the data is about, and ask for its erasure or decide it. */
    HANDLE_PERSONS("tìm và xóa dữ liệu của một người", "find and erase one person's data"),
    /** Agree that another agency may ask a service; stop such an agreement and let it go on. */
    SHARE_DATA("thỏa thuận chia sẻ dữ liệu", "agree on sharing data"),
    /** Invite people, grant roles and end both; end tokens. */
    MANAGE_PEOPLE("quản lý người dùng và vai trò", "manage people and roles"),
    /** Add agencies, rename, move and end them. */
    MANAGE_AGENCIES("quản lý cây cơ quan", "manage agencies"),
    /** Read, export and verify the journal. */
    READ_JOURNAL("đọc nhật ký", "read the journal"),
    /** What concerns the whole platform and no agency. */
    RUN_PLATFORM("quản trị cả nền tảng", "run the platform");

    private final Text words;

    Act(String vi, String en) {
        this.words = new Text(vi, en);
    }

    /** What is done, for people: it goes on "may …". */
    public Text words() {
        return words;
    }

    /** As tables and programs write it: {@code run-jobs}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The act of a code, if there is one. */
    public static Optional<Act> of(String code) {
        return Arrays.stream(values()).filter(act -> act.code().equals(code)).findFirst();
    }
}
