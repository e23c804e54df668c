package vn.lienthong.retention;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Retained;
import vn.lienthong.kernel.SettingsGroup;
import vn.lienthong.kernel.Text;

/** How long each kind is kept, and what went the last time. */
@Component
@Order(6)
class RetentionGroup implements SettingsGroup {
    private final Purge purge;
    private final Terms terms;

    RetentionGroup(Purge purge, Terms terms) {
        this.purge = purge;
        this.terms = terms;
    }

    @Override
    public Text title() {
        return new Text("Thời hạn lưu giữ", "How long things are kept");
    }

    @Override
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (Retained kind : purge.all()) {
            lines.add(new Line(kind.words(), value(kind), Terms.variable(kind)));
        }
        lines.add(new Line(new Text("Nhật ký", "The journal"), new Text("giữ mãi", "kept for good"), null));
        return lines;
    }

    private Text value(Retained kind) {
        long days = terms.of(kind).toDays();
        Text last = purge.last(kind)
                .map(one -> {
                    LocalDate day = LocalDate.ofInstant(one.at(), ZoneOffset.UTC);
                    return new Text(
                            "; lần xóa gần nhất %s: %d".formatted(day, one.removed()),
                            "; last purge %s: %d".formatted(day, one.removed()));
                })
                .orElseGet(() -> new Text("", ""));
        return new Text(days + " ngày" + last.vi(), days + " days" + last.en());
    }
}
