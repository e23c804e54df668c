package vn.lienthong.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Calls;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.FreshAnswers;
import vn.lienthong.connector.Partner;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;
import vn.lienthong.mapping.Asked;
import vn.lienthong.mapping.Carried;
import vn.lienthong.mapping.CompiledMapping;
import vn.lienthong.mapping.Inquiry;
import vn.lienthong.mapping.LookUpRule;
import vn.lienthong.mapping.Questions;
import vn.lienthong.mapping.RunFacts;

/**
 * The look-ups of one job while it is open: asks for each batch what its mapping needs to know. Where a partner does not answer, the
 * batch fails as if its source were away: nothing of it is written, and the run is tried again from its last checkpoint.
 */
final class JobLookUps implements AutoCloseable {
    private static final Duration DEFAULT_CACHE = Duration.ofHours(1);
    private static final int DEFAULT_AT_ONCE = 2;

    private final SyncJob job;
    private final RunFacts facts;
    private final Connectors connectors;
    private final LookUpDesk desk;
    private final Schema source;
    private final Set<Carried> carried;
    private final @Nullable CompiledMapping keys;
    private final Map<String, List<Asker>> askers = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private long asked;

    /**
     * @param source the source's columns, with their classes
     * @param keys makes the target's key of a source row; null where there is none
     */
    JobLookUps(
            SyncJob job,
            RunFacts facts,
            RunTools tools,
            Schema source,
            CompiledMapping mapping,
            @Nullable CompiledMapping keys) {
        this.job = job;
        this.facts = facts;
        this.connectors = tools.connectors();
        this.desk = tools.lookUps();
        this.source = source;
        this.carried = Set.copyOf(mapping.carried());
        this.keys = keys;
    }

    /** What a batch asks, with every reply. Of a person who was erased nothing is asked. */
    Asked of(Batch batch, CompiledMapping mapping, LeftOut leftOut) {
        if (!mapping.looksUp()) {
            return Asked.nothing();
        }
        Batch keyed = keys == null
                ? null
                : keys.newRun().apply(batch, facts, Map.of()).accepted();
        Asked all = mapping.questions(batch, facts, leftOut.ordinals(batch, keyed));
        all.questions().forEach(this::answer);
        return all;
    }

    private void answer(Questions questions) {
        Inquiry inquiry = questions.inquiry();
        if (questions.size() > 0) {
            // also where others have asked before: what they were answered is used here, too
            tell(inquiry.rule());
        }
        FreshAnswers answers = desk.partners().answers();
        List<Integer> open = new ArrayList<>();
        for (int question = 0; question < questions.size(); question++) {
            List<@Nullable Object[]> known =
                    answers.find(kept(inquiry), questions.values(question), cache(inquiry.rule()));
            if (known == null) {
                open.add(question);
            } else {
                questions.reply(question, Asker.reply(inquiry, known));
            }
        }
        if (!open.isEmpty()) {
            ask(questions, open);
        }
    }

    private void ask(Questions questions, List<Integer> open) {
        Inquiry inquiry = questions.inquiry();
        LookUpRule rule = inquiry.rule();
        Partner partner = desk.partners().partner(rule.ask().connector());
        partner.enter();
        try {
            int usual = rule.atOnce() == 0 ? DEFAULT_AT_ONCE : rule.atOnce();
            int atOnce = partner.doubted() ? 1 : usual;
            AskingRound round = new AskingRound(questions, open, partner, (question, outcome) -> desk.partners()
                    .answers()
                    .keep(kept(inquiry), questions.values(question), outcome.rows(), cache(rule)));
            round.ask(askers(inquiry, Math.min(atOnce, open.size())));
        } finally {
            partner.leave();
        }
        asked += open.size();
    }

    /** How answers to it are found again, whoever asked. */
    private static FreshAnswers.Inquiry kept(Inquiry inquiry) {
        return new FreshAnswers.Inquiry(
                inquiry.rule().ask(),
                inquiry.input().columns().stream().map(Column::name).toList(),
                inquiry.output());
    }

    private static Duration cache(LookUpRule rule) {
        return rule.cache() == null ? DEFAULT_CACHE : Durations.parse(rule.cache());
    }

    private List<Asker> askers(Inquiry inquiry, int most) {
        List<Asker> open = askers.computeIfAbsent(inquiry.rule().name(), name -> new ArrayList<>());
        while (open.size() < most) {
            open.add(asker(inquiry));
        }
        return open.subList(0, most);
    }

    private Asker asker(Inquiry inquiry) {
        Session session = connectors.open(inquiry.rule().ask().connector());
        try {
            return session instanceof Calls
                    ? new OperationAsker(session, inquiry)
                    : new RowsAsker(session, inquiry, connectors);
        } catch (RuntimeException failed) {
            session.close();
            throw failed;
        }
    }

    /** Before anything is asked: who asks whom, with what kind of columns. Never with what values. */
    private void tell(LookUpRule rule) {
        if (told.contains(rule.name())) {
            return;
        }
        Map<String, String> details = new TreeMap<>();
        details.put("look_up", rule.name());
        details.put("asked", rule.ask().toString());
        details.put("columns", columns(rule));
        if (facts.run() > 0) {
            details.put("run", String.valueOf(facts.run()));
        }
        AgencyCode[] concerned = Stream.of(job.from().dataset(), rule.ask())
                .flatMap(each -> connectors.find(each.connector()).stream())
                .map(Connector::agency)
                .toArray(AgencyCode[]::new);
        desk.tell(
                facts.run() > 0 ? facts.run() + "/" + rule.name() : "",
                new Journal.Entry("hub", "job.looked-up", "job/" + job.name(), "done", null, details)
                        .withAgency(concerned));
        told.add(rule.name());
    }

    private String columns(LookUpRule rule) {
        return carried.stream()
                .filter(each -> each.asks() != null && each.line() == rule.line())
                .flatMap(each -> each.columns().stream())
                .distinct()
                .sorted()
                .map(name -> name + ": "
                        + Objects.requireNonNull(source.column(name))
                                .dataClass()
                                .code())
                .collect(Collectors.joining(", "));
    }

    /** What is to be said of the questions that were asked; nothing where none were. */
    List<Text> notes() {
        return asked == 0 ? List.of() : List.of(Notes.LOOKED_UP.text(asked));
    }

    /** Lets go of open ways, so that none outlives a change of its connector or destinations by long; the next question opens them anew. */
    void letGo() {
        close();
    }

    @Override
    public void close() {
        List<Asker> all = askers.values().stream().flatMap(List::stream).toList();
        all.forEach(Asker::close);
        askers.clear();
    }
}
