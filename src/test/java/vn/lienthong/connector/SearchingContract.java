package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is promised of a session that finds rows by conditions. */
abstract class SearchingContract extends ReadingContract {
    @Test
    void aSearchFindsCountsAndOrdersWhatIsAsked() {
        needs(Capability.LOOK_UP);
        try (Session session = open()) {
            Dataset dataset = described(session, readable());
            try (Search search = ((LooksUp) session).search(dataset)) {
                String name = (String) ContractRows.read().get(3)[1];
                assertThat(codes(search, false, term("name", SearchRequest.Comparison.EQUAL, name)))
                        .as("in whatever spelling it is stored")
                        .containsExactly("k0004");
                assertThat(codes(
                                search,
                                false,
                                term("name", SearchRequest.Comparison.EQUAL, name.toLowerCase(Locale.ROOT))))
                        .isEmpty();
                assertThat(codes(search, false, term("name", SearchRequest.Comparison.CONTAINS, "HOÀNG ƯU 2")))
                        .containsExactly("k0002", "k0022");
                assertThat(codes(search, false, term("name", SearchRequest.Comparison.CONTAINS, "%")))
                        .isEmpty();
                assertThat(codes(search, false, term("code", SearchRequest.Comparison.OTHER, "k0001")))
                        .hasSize(24);
                assertThat(codes(search, false, term("grade", SearchRequest.Comparison.OTHER, 3L)))
                        .as("what holds nothing is another")
                        .hasSize(23);
                assertThat(codes(
                                search,
                                false,
                                term("code", SearchRequest.Comparison.MORE, "k0003"),
                                term("code", SearchRequest.Comparison.AT_MOST, "k0006")))
                        .containsExactly("k0004", "k0005", "k0006");
                assertThat(codes(
                                search,
                                true,
                                term("grade", SearchRequest.Comparison.AT_LEAST, 12L),
                                term("born", SearchRequest.Comparison.LESS, LocalDate.of(2010, 1, 3))))
                        .containsExactly("k0001", "k0011", "k0023");
                for (String hostile : List.of("' or '1'='1", "here' -- ", "\\' or 1=1 -- ", "x\0")) {
                    assertThat(codes(search, true, term("source", SearchRequest.Comparison.EQUAL, hostile)))
                            .as(hostile)
                            .isEmpty();
                }
                SearchRequest byGrade = new SearchRequest(
                        List.of("code"),
                        List.of(new ReadRequest.Only("source", List.of("here"))),
                        List.of(),
                        false,
                        new SearchRequest.Sort("grade", true),
                        1,
                        3);
                assertThat(search.tells(byGrade.only().get(0))).isTrue();
                assertThat(texts(search.rows(byGrade)).stream().map(row -> row.get(0)))
                        .as("the first is passed over, and the key decides between equals")
                        .containsExactly("k0023", "k0022", "k0009");
                assertThat(search.count(byGrade, 1_000)).isEqualTo(25);
                assertThat(search.count(byGrade, 7)).isEqualTo(7);
                assertThat(texts(search.rows(byGrade.part(24, 3))).get(0).get(0))
                        .as("what holds nothing comes last")
                        .isEqualTo("k0025");
            }
        }
    }

    private static SearchRequest.Term term(String column, SearchRequest.Comparison comparison, Object value) {
        return new SearchRequest.Term(column, comparison, value);
    }

    private static List<@Nullable String> codes(Search search, boolean any, SearchRequest.Term... terms) {
        SearchRequest request = new SearchRequest(List.of("code"), List.of(), List.of(terms), any, null, 0, 100);
        List<@Nullable String> codes = new ArrayList<>();
        texts(search.rows(request)).forEach(row -> codes.add(row.get(0)));
        assertThat(search.count(request, 100)).isEqualTo(codes.size());
        return codes;
    }
}
