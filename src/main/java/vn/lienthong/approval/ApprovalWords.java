package vn.lienthong.approval;

import vn.lienthong.kernel.Text;

/** What became of a request, in a sentence: "It was …". */
final class ApprovalWords {
    private ApprovalWords() {}

    static Text of(Approval.State state) {
        return switch (state) {
            case OPEN -> new Text("còn chờ", "still waiting");
            case APPROVED -> new Text("đã được duyệt", "approved");
            case DECLINED -> new Text("đã bị từ chối", "declined");
            case WITHDRAWN -> new Text("đã được rút lại", "withdrawn");
            case EXPIRED -> new Text("đã hết hạn", "not decided in time");
            case OVERTAKEN -> new Text("không còn đúng với hiện trạng", "overtaken by what happened since");
        };
    }
}
