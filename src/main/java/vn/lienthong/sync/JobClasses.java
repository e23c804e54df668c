package vn.lienthong.sync;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ClassHint;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Connectors;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;
import vn.lienthong.mapping.Carried;
import vn.lienthong.mapping.LookUpShape;

/**
 * What a job may not carry: a column that nobody classified, out of its agency; and anything into a column that is handled less
 * carefully than what it is made of, unless the rule says why it tells less.
 */
final class JobClasses {
    private final SyncJob job;
    private final End from;
    private final End to;
    private final Function<Carried.Answer, End> partners;

    private JobClasses(SyncJob job, End from, End to, Function<Carried.Answer, End> partners) {
        this.partners = partners;
        this.job = job;
        this.from = from;
        this.to = to;
    }

    /**
     * One end of a job.
     *
     * @param connector null where it is not known here
     */
    private record End(DatasetName dataset, @Nullable Connector connector, Function<String, DataClass> classes) {
        String agency() {
            return connector == null ? "?" : connector.agency().value();
        }
    }

    /** As the connectors lay it down; no system is asked. Nothing is said where one of them is not known here. */
    static List<Problem> laidDown(SyncJob job, List<Carried> carried, Connectors connectors) {
        Connector from = connectors.find(job.from().dataset().connector()).orElse(null);
        Connector to = connectors.find(job.to().dataset().connector()).orElse(null);
        if (from == null || to == null) {
            return List.of();
        }
        return new JobClasses(
                        job,
                        new End(
                                job.from().dataset(),
                                from,
                                column -> from.dataClass(job.from().dataset().dataset(), column)),
                        new End(
                                job.to().dataset(),
                                to,
                                column -> to.dataClass(job.to().dataset().dataset(), column)),
                        answer -> asked(answer.ask(), connectors))
                .problems(carried.stream()
                        .filter(rule -> whomItAsks(rule)
                                .allMatch(
                                        ask -> connectors.find(ask.connector()).isPresent()))
                        .toList());
    }

    private static Stream<DatasetName> whomItAsks(Carried rule) {
        return Stream.concat(
                Stream.ofNullable(rule.asks()), rule.answers().stream().map(Carried.Answer::ask));
    }

    /** A system that look-ups ask, as its connector lays it down. */
    private static End asked(DatasetName ask, Connectors connectors) {
        Connector connector = connectors.find(ask.connector()).orElse(null);
        return new End(
                ask,
                connector,
                column -> connector == null ? DataClass.UNCLASSIFIED : connector.dataClass(ask.dataset(), column));
    }

    /** With the columns as the systems have them now. */
    static List<Problem> met(
            SyncJob job,
            List<Carried> carried,
            Connectors connectors,
            Schema from,
            Schema to,
            Map<String, LookUpShape> lookUps) {
        return new JobClasses(
                        job,
                        end(job.from().dataset(), connectors, from),
                        end(job.to().dataset(), connectors, to),
                        answer -> answer.column().isEmpty()
                                ? asked(answer.ask(), connectors)
                                : end(
                                        answer.ask(),
                                        connectors,
                                        lookUps.get(answer.lookUp()).output()))
                .problems(carried);
    }

    /**
     * Refuses to open a job that may not carry what it does.
     *
     * @throws DocumentException with every such rule
     */
    static void refuse(
            SyncJob job,
            List<Carried> carried,
            Connectors connectors,
            Schema from,
            Schema to,
            Map<String, LookUpShape> lookUps) {
        List<Problem> problems = met(job, carried, connectors, from, to, lookUps);
        if (!problems.isEmpty()) {
            throw new DocumentException(problems);
        }
    }

    private static End end(DatasetName dataset, Connectors connectors, Schema schema) {
        return new End(dataset, connectors.find(dataset.connector()).orElse(null), column -> {
            int position = schema.position(column);
            return position < 0
                    ? DataClass.UNCLASSIFIED
                    : schema.column(position).dataClass();
        });
    }

    /** A column that decides a value, at the end that it comes from. */
    private record Part(End end, String column) {
        DataClass dataClass() {
            return end.classes().apply(column);
        }
    }

    private List<Problem> problems(List<Carried> carried) {
        List<Problem> problems = new ArrayList<>();
        for (Carried rule : carried) {
            // what a look-up asks with goes to whom it asks, everything else to the target
            End receiver = rule.asks() == null ? to : partners.apply(new Carried.Answer("", rule.asks(), ""));
            parts(rule)
                    .filter(part -> leaves(part.end(), receiver) && part.dataClass() == DataClass.UNCLASSIFIED)
                    .forEach(part -> problems.add(problem(rule, unclassified(part, receiver))));
            lowered(rule, problems);
        }
        return problems;
    }

    private Stream<Part> parts(Carried rule) {
        return Stream.concat(
                rule.columns().stream().sorted().map(column -> new Part(from, column)),
                rule.answers().stream()
                        .sorted(Comparator.comparing(Carried.Answer::toString))
                        .map(answer -> new Part(partners.apply(answer), answer.column())));
    }

    /** An end that is not known may be anybody's. */
    private static boolean leaves(End one, End other) {
        return one.connector() == null
                || other.connector() == null
                || !one.connector().agency().equals(other.connector().agency());
    }

    private static HubException unclassified(Part part, End receiver) {
        return new HubException(
                SyncError.COLUMN_UNCLASSIFIED,
                Map.of(
                        "column", part.column(),
                        "dataset", part.end().dataset(),
                        "agency", part.end().agency(),
                        "other", receiver.agency(),
                        "place", place(part.end()),
                        "line", line(part.column())));
    }

    /** Where the class of a column is laid down. */
    private static Text place(End end) {
        Connector connector = end.connector();
        if (connector == null || connector.file() == null) {
            return new Text(
                    "kết nối " + end.dataset().connector(),
                    "connector " + end.dataset().connector());
        }
        return Text.same(connector.file());
    }

    /** The line to add: with the class that the name suggests, else the one that it counts as anyway. */
    private static String line(String column) {
        DataClass suggested = ClassHint.ofName(column).map(ClassHint::dataClass).orElse(DataClass.PERSONAL);
        return "classes: { " + written(column) + ": " + suggested.code() + " }";
    }

    private static String written(String column) {
        boolean plain = column.chars().allMatch(letter -> Character.isLetterOrDigit(letter) || letter == '_');
        return plain ? column : "\"" + column.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private void lowered(Carried rule, List<Problem> problems) {
        DataClass given = rule.field() == null ? null : to.classes().apply(rule.field());
        if (given == null || given == DataClass.UNCLASSIFIED || rule.because() != null) {
            return; // what nobody classified is masked, and leaves for nowhere
        }
        parts(rule)
                .filter(part -> given.below(part.dataClass()))
                .max(Comparator.comparing(part -> part.dataClass().counted()))
                .ifPresent(part -> problems.add(problem(
                        rule,
                        new HubException(
                                SyncError.CLASS_LOWERED,
                                Map.of(
                                        "field", rule.field(),
                                        "given", given.words(),
                                        "target", to.dataset(),
                                        "column", part.column(),
                                        "class", part.dataClass().words(),
                                        "source", part.end().dataset(),
                                        "code", part.dataClass().counted().code(),
                                        "place", place(to))))));
    }

    private Problem problem(Carried rule, HubException error) {
        return Problem.of(job.rules().file(), rule.line(), error);
    }
}
