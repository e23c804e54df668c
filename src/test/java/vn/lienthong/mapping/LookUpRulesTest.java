package vn.lienthong.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;

/** What a mapping asks of other systems, and what it makes of their answers. Nothing is asked here: answers are handed in. */
class LookUpRulesTest {
    private static final Schema SOURCE = Sheet.schema("id:integer so ngay:date lop");
    private static final Map<String, LookUpShape> POPULATION = Map.of(
            "person",
            new LookUpShape(
                    Sheet.schema("personal_id birth_date:date"),
                    List.of("personal_id"),
                    Sheet.schema("full_name status:integer")));
    private static final String RULES = """
            map:
              id: id
              verified: look_up.person.found
              full_name: { cel: look_up.person.full_name, apply: [upper] }
              asked: look_up.person.asked
              class: lop
            check:
              class: [required]
            look_up:
              person:
                ask: population/verify
                with: { personal_id: { from: so, apply: [digits] }, birth_date: ngay }
            """;

    @Test
    void eachDistinctQuestionIsMadeOnceAndEveryRowGetsItsAnswer() {
        Batch batch = batch(row(1, "001 214", "8A"), row(2, "001214", "8A"), row(3, "002", "8B"));
        CompiledMapping mapping = compile(RULES);

        Asked asked = mapping.questions(batch, Sheet.RUN, Set.of());

        Questions person = asked.questions().get(0);
        assertThat(person.size()).isEqualTo(2);
        assertThat(person.values(0)).containsExactly("001214", LocalDate.of(2014, 3, 1));
        assertThat(person.inquiry().output()).containsExactly("full_name");
        person.reply(0, Reply.found(new Object[] {"Vừ Mí Ổn"}));
        person.reply(1, Reply.none());
        assertThat(rows(mapping.apply(batch, Sheet.RUN, asked, Map.of())))
                .containsExactly(
                        List.of(1L, true, "VỪ MÍ ỔN", true, "8A"),
                        List.of(2L, true, "VỪ MÍ ỔN", true, "8A"),
                        List.of(3L, false, "∅", true, "8B"));
    }

    @Test
    void whoHasNothingToAskWithIsNotAskedForAndIsNotRefused() {
        Batch batch = batch(row(1, null, "8A"), row(2, " ", "8A"));
        CompiledMapping mapping = compile(RULES);
        Asked asked = mapping.questions(batch, Sheet.RUN, Set.of());

        assertThat(asked.questions().get(0).size()).isZero();
        assertThat(rows(mapping.apply(batch, Sheet.RUN, asked, Map.of())).get(0))
                .isEqualTo(List.of(1L, false, "∅", false, "8A"));
    }

    @Test
    void aRowThatIsRefusedSkippedOrLeftOutAnywayIsNotAskedForAndKeepsItsOwnReason() {
        String rules = RULES.replace("check:\n", "check:\n  verified: [\"cel('row.verified')\"]\n")
                + "skip_when: \"row.lop == '9Z'\"\n";
        Batch batch = batch(row(1, "1", null), row(2, "2", "9Z"), row(3, "3", "8A"), row(4, "4", "8A"));
        CompiledMapping mapping = compile(rules);

        Asked asked = mapping.questions(batch, Sheet.RUN, Set.of(3L));

        Questions person = asked.questions().get(0);
        assertThat(person.size()).isEqualTo(1);
        assertThat(person.values(0)).startsWith("4");
        person.reply(0, Reply.found(new Object[] {"An"}));
        Mapped mapped = mapping.apply(batch, Sheet.RUN, asked, Map.of());
        assertThat(mapped.skipped()).isEqualTo(1);
        assertThat(mapped.rejected()).extracting(Rejection::code).containsExactly("class.required", "verified.cel");
        assertThat(mapped.accepted().size()).isEqualTo(1);
    }

    @Test
    void aQuestionThatHasNoAnswerRefusesTheRowsThatNeedIt() {
        Batch batch = batch(row(1, "1", "8A"), row(2, "2", "8A"), row(3, "3", "8A"));
        CompiledMapping mapping = compile(RULES);
        Asked asked = mapping.questions(batch, Sheet.RUN, Set.of());
        Questions person = asked.questions().get(0);
        person.reply(0, Reply.refused("soap.declined", Text.same("not taken")));
        person.reply(1, Reply.several(person.inquiry()));
        person.reply(2, Reply.none());

        Mapped mapped = mapping.apply(batch, Sheet.RUN, asked, Map.of());

        assertThat(mapped.rejected())
                .extracting(Rejection::code)
                .containsExactly("verified.soap.declined", "verified.look_up_several");
        assertThat(mapped.accepted().size()).isEqualTo(1);
    }

    @Test
    void answersMayLeaveRowsOut() {
        Batch batch = batch(row(1, "1", "8A"), row(2, "2", "8A"));
        CompiledMapping mapping = compile(RULES + "skip_when: \"!look_up.person.found\"\n");
        Asked asked = mapping.questions(batch, Sheet.RUN, Set.of());
        asked.questions().get(0).reply(0, Reply.none());
        asked.questions().get(0).reply(1, Reply.found(new Object[] {"An"}));

        Mapped mapped = mapping.apply(batch, Sheet.RUN, asked, Map.of());

        assertThat(mapped.skipped()).isEqualTo(1);
        assertThat(rows(mapped)).hasSize(1);
    }

    @Test
    void whatAFieldIsMadeOfIncludesWhatWasAskedWithAndWhatWasAnswered() {
        CompiledMapping mapping = compile(RULES);

        Carried name = mapping.carried().get(2);
        assertThat(name.columns()).containsExactlyInAnyOrder("so", "ngay");
        assertThat(name.answers()).extracting(Carried.Answer::column).containsExactly("full_name");
        Carried question = mapping.carried().get(mapping.carried().size() - 1);
        assertThat(question.asks()).hasToString("population/verify");
        assertThat(question.columns()).containsExactlyInAnyOrder("so", "ngay");
        assertThat(mapping.sourceColumns()).contains("so", "ngay");
    }

    @Test
    void whatCannotBeAskedOrIsNotAnsweredIsRefusedWithItsLine() {
        assertThat(problem(RULES.replace("look_up.person.found", "look_up.persn.found"), 3))
                .contains("\"persn\"", "person");
        assertThat(problem(RULES.replace("look_up.person.full_name", "look_up.person.fullname"), 4))
                .contains("\"fullname\"", "asked, found, full_name, status");
        assertThat(problem(RULES.replace("birth_date: ngay", "born: ngay"), 12)).contains("\"born\"", "birth_date");
        assertThat(problem(RULES.replace("personal_id: { from: so, apply: [digits] }, ", ""), 10))
                .contains("must be given: personal_id");
        assertThat(problem(RULES.replace("id: id", "id: look_up.person.status"), 1))
                .contains("\"id\"", "look-up");
        assertThat(problem(RULES.replace("birth_date: ngay", "birth_date: nagy"), 12))
                .contains("\"nagy\"");
    }

    private static String problem(String rules, int line) {
        DocumentException wrong = catchThrowableOfType(DocumentException.class, () -> compile(rules));
        Problem first = wrong.problems().get(0);
        assertThat(first.line()).as(first.what().en()).isEqualTo(line);
        return first.what().en();
    }

    private static CompiledMapping compile(String rules) {
        return Mappings.compile(
                MappingDefinition.parse(Document.parse("test.mapping.yaml", rules), ""),
                SOURCE,
                Sheet.schema("id:integer verified:boolean full_name asked:boolean class"),
                List.of("id"),
                Sheet.LISTS,
                Sheet.HANOI,
                POPULATION);
    }

    private static @Nullable Object[] row(long id, @Nullable String so, @Nullable String lop) {
        return new Object[] {id, so, LocalDate.of(2014, 3, 1), lop};
    }

    private static Batch batch(@Nullable Object[]... rows) {
        return RowBatch.of(SOURCE, List.of(rows), 1);
    }

    private static List<List<Object>> rows(Mapped mapped) {
        Batch all = mapped.accepted();
        return IntStream.range(0, all.size())
                .mapToObj(row -> IntStream.range(0, all.schema().size())
                        .mapToObj(column -> {
                            Object value = all.value(row, column);
                            return value == null ? "∅" : value;
                        })
                        .toList())
                .toList();
    }
}
