package vn.lienthong.agency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.approval.Approval;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Text;

/** Changes of the tree as a second person and the journal are told of them. */
@Component
class TreeWords {
    private static final int MOST_LINES = 60;
    private static final int MOST_PEOPLE = 10;
    private static final Text TOP = new Text("cấp cao nhất", "the top");

    private final Agencies agencies;
    private final Grants grants;

    TreeWords(Agencies agencies, Grants grants) {
        this.agencies = agencies;
        this.grants = grants;
    }

    /** What is asked for, in one line. */
    Text title(TreePlan plan) {
        if (plan.changes().size() > 1) {
            int all = plan.changes().size();
            int moves = plan.moves().size();
            return new Text(
                    "Nhập " + all + " thay đổi về cơ quan, trong đó chuyển " + moves,
                    "Import " + all + " changes of agencies, " + moves + " of them moves");
        }
        TreePlan.Change move = plan.moves().get(0);
        Text to = shown(move.after().parent());
        return new Text(
                "Đặt " + named(move).vi() + " vào dưới " + to.vi(),
                "Put " + named(move).en() + " below " + to.en());
    }

    private static Text named(TreePlan.Change change) {
        AgencyCode code = change.after().code();
        Text name = change.after().name();
        return new Text(name.vi() + " (" + code + ")", name.en() + " (" + code + ")");
    }

    private Text shown(@Nullable AgencyCode parent) {
        return parent == null ? TOP : agencies.name(parent);
    }

    /** What moves from where to where, then who reaches it by a role above; then how much else changes. */
    List<Approval.Change> difference(TreePlan plan) {
        List<Approval.Change> lines = new ArrayList<>();
        List<TreePlan.Change> moves = plan.moves();
        moves.stream()
                .limit(MOST_LINES)
                .forEach(move -> lines.add(new Approval.Change(
                        named(move), shown(move.from()), shown(move.after().parent()))));
        if (moves.size() > MOST_LINES) {
            int more = moves.size() - MOST_LINES;
            lines.add(line(new Text("Cơ quan khác được chuyển", "Other agencies moved"), "" + more));
        }
        if (moves.size() == 1) {
            TreePlan.Change move = moves.get(0);
            lines.add(new Approval.Change(
                    new Text("Có vai trò từ cấp trên", "Hold a role from above"),
                    reaching(move.from()),
                    reaching(move.after().parent())));
            int below = (int) agencies.tree().inOrder().stream()
                    .filter(one -> !one.agency().code().equals(move.after().code())
                            && agencies.upwards(one.agency().code())
                                    .contains(move.after().code()))
                    .count();
            if (below > 0) {
                lines.add(line(new Text("Cơ quan cấp dưới đi cùng", "Agencies below that come along"), "" + below));
            }
        }
        int added = plan.of(TreePlan.Kind.ADDED).size();
        int altered = plan.of(TreePlan.Kind.ALTERED).size();
        if (plan.changes().size() > 1) {
            lines.add(line(new Text("Cơ quan được thêm", "Agencies added"), "" + added));
            lines.add(line(new Text("Cơ quan được sửa", "Agencies altered"), "" + altered));
        }
        return lines;
    }

    private static Approval.Change line(Text name, String after) {
        return new Approval.Change(name, Text.same("–"), Text.same(after));
    }

    /** Those whose roles count in an agency and all below it, but not everywhere. */
    private Text reaching(@Nullable AgencyCode parent) {
        Set<AgencyCode> above = parent == null ? Set.of() : new LinkedHashSet<>(agencies.upwards(parent));
        List<String> people = grants.all(null).stream()
                .filter(grant -> grant.agency() != null && above.contains(grant.agency()))
                .map(Grants.Grant::person)
                .distinct()
                .toList();
        int more = people.size() - MOST_PEOPLE;
        String names = people.stream().limit(MOST_PEOPLE).collect(Collectors.joining(", "));
        return people.isEmpty()
                ? Text.same("–")
                : new Text(
                        names + (more > 0 ? " và " + more + " người nữa" : ""),
                        names + (more > 0 ? " and " + more + " more" : ""));
    }

    /** How much changes. */
    static Map<String, String> counts(TreePlan plan) {
        return Map.of(
                "added", "" + plan.of(TreePlan.Kind.ADDED).size(),
                "altered", "" + plan.of(TreePlan.Kind.ALTERED).size(),
                "moved", "" + plan.of(TreePlan.Kind.MOVED).size());
    }

    /** One change in the journal: where the agency stood and stands, and what else changed, without its value. */
    static Journal.Entry entry(TreePlan.Change change, String by, String reason) {
        Map<String, String> details = new HashMap<>();
        Agency before = change.before();
        Agency after = change.after();
        if (before == null || change.reaches()) {
            details.put("to", place(after.parent()));
        }
        if (change.reaches()) {
            details.put("from", place(change.from()));
        }
        if (before != null) {
            String altered = Stream.of(
                            before.name().equals(after.name()) ? "" : "name",
                            before.given().equals(after.given()) ? "" : "code-form",
                            Objects.equals(before.contact(), after.contact()) ? "" : "contact")
                    .filter(field -> !field.isEmpty())
                    .collect(Collectors.joining(" "));
            if (!altered.isEmpty()) {
                details.put("altered", altered);
            }
        }
        String act =
                switch (change.kind()) {
                    case ADDED -> "agency.added";
                    case ALTERED -> "agency.altered";
                    case MOVED -> "agency.moved";
                };
        AgencyCode[] concerned = Stream.of(after.code(), after.parent(), change.from())
                .filter(Objects::nonNull)
                .toArray(AgencyCode[]::new);
        return new Journal.Entry(by, act, "agency/" + after.code(), "done", reason, details).withAgency(concerned);
    }

    private static String place(@Nullable AgencyCode parent) {
        return parent == null ? "*" : parent.value();
    }
}
