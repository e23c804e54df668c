package vn.lienthong.person;

import java.util.List;
import vn.lienthong.kernel.Text;

/** What an erasure leaves, said in every account of one, so that nobody takes it for more than it is. */
enum Remains {
    SOURCE(
            "Nguồn vẫn giữ dữ liệu: hệ thống chỉ đọc nguồn, đơn vị quản lý nguồn phải tự xóa.",
            "The source still has it: the hub only reads there, and whoever keeps the source has to erase it."),
    OTHER_AGENCIES(
            "Đích của những tác vụ do cơ quan khác chịu trách nhiệm không nằm trong yêu cầu này.",
            "Targets of jobs for which other agencies answer are not part of this request."),
    BACKUPS(
            "Bản sao lưu của hệ thống và của các đích còn giữ đến khi hết hạn lưu.",
            "Backups of the hub and of the targets keep it until they end."),
    SOURCE_LOG(
            "Nhật ký thay đổi của nguồn và của đích còn giữ đến khi máy chủ xoay vòng.",
            "The change logs of source and target servers keep it until the servers discard them."),
    JOURNAL(
            "Nhật ký chỉ giữ mã băm có khóa của định danh, và lời lý do do người nhập.",
            "The journal holds a keyed hash of the identifier only, and the reasons in people’s own words."),
    MARKS(
            "Dấu băm có khóa để dòng của người này không vào lại.",
            "Keyed marks by which the person’s rows are not let in again.");

    private final Text words;

    Remains(String vi, String en) {
        this.words = new Text(vi, en);
    }

    Text words() {
        return words;
    }

    static List<Remains> all() {
        return List.of(values());
    }
}
