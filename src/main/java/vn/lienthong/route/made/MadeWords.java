package vn.lienthong.route.made;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.approval.Approval;
import vn.lienthong.document.Difference;
import vn.lienthong.kernel.Text;

/** What a proposal about hand-made routes says to whoever decides it: the act, and what the routes may touch from then on. */
final class MadeWords {
    private static final Text NONE = Text.same("–");

    private MadeWords() {}

    /** @param version the earlier one that is returned to; null where it is none */
    static Text what(String name, boolean there, @Nullable Integer version) {
        if (version != null) {
            return new Text(
                    "Đưa tuyến viết tay %s về bản %d".formatted(name, version),
                    "Return the hand-made routes of %s to version %d".formatted(name, version));
        }
        return there
                ? new Text("Sửa tuyến viết tay " + name, "Change the hand-made routes of " + name)
                : new Text("Thêm tuyến viết tay " + name, "Add the hand-made routes of " + name);
    }

    static Text end(String name) {
        return new Text("Bỏ tuyến viết tay " + name, "Take the hand-made routes of " + name + " away");
    }

    /** What would be other than it is: what the routes touch, which they are, and how many lines. */
    static List<Approval.Change> difference(String name, String before, String after) {
        MadeFile was = file(name, before);
        MadeFile becomes = file(name, after);
        List<Approval.Change> all = new ArrayList<>();
        add(all, new Text("Cơ quan", "Agency"), was, becomes, file -> List.of(file.agency()));
        add(all, new Text("Được đọc", "May read"), was, becomes, MadeFile::reads);
        add(all, new Text("Được ghi", "May write"), was, becomes, MadeFile::writes);
        add(all, new Text("Được hỏi", "May ask"), was, becomes, MadeFile::calls);
        add(all, new Text("Tuyến", "Routes"), was, becomes, file -> file.routes().stream()
                .map(MadeFile.Route::id)
                .toList());
        List<Difference.Line> lines = Difference.of(before, after);
        long come = Difference.count(lines, Difference.Kind.COME);
        long gone = Difference.count(lines, Difference.Kind.GONE);
        all.add(new Approval.Change(
                new Text("Dòng", "Lines"),
                Text.same(String.valueOf(before.lines().count())),
                new Text(
                        "%d (thêm %d, bớt %d)".formatted(after.lines().count(), come, gone),
                        "%d (%d added, %d removed)".formatted(after.lines().count(), come, gone))));
        return all;
    }

    private static @Nullable MadeFile file(String name, String text) {
        return RouteLint.look(KnownMade.shown(name), name, text).file();
    }

    private static void add(
            List<Approval.Change> all,
            Text name,
            @Nullable MadeFile was,
            @Nullable MadeFile becomes,
            Function<MadeFile, Collection<?>> of) {
        Text before = was == null ? NONE : words(of.apply(was));
        Text after = becomes == null ? NONE : words(of.apply(becomes));
        if (!before.equals(after)) {
            all.add(new Approval.Change(name, before, after));
        }
    }

    private static Text words(Collection<?> things) {
        return things.isEmpty()
                ? NONE
                : Text.same(things.stream().map(String::valueOf).sorted().collect(Collectors.joining(", ")));
    }
}
