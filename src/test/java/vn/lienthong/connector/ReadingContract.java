package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.ValueType;

/** What every connector type promises of discovering and reading. */
abstract class ReadingContract extends ContractGround {
    @Test
    void discoveryFindsTheDatasetWithItsColumns() {
        needs(Capability.DISCOVER);
        String readable = readable();
        try (Session session = open()) {
            Dataset found = ((Discovers) session)
                    .discover().stream()
                            .filter(dataset -> dataset.from().equals(readable))
                            .findFirst()
                            .orElseThrow();
            assertThat(found.schema().columns())
                    .extracting(Column::name)
                    .containsExactly("code", "name", "grade", "born", "source");
            if (typed()) {
                assertThat(found.schema().columns())
                        .extracting(Column::type)
                        .containsExactly(
                                ValueType.TEXT, ValueType.TEXT, ValueType.INTEGER, ValueType.DATE, ValueType.TEXT);
                assertThat(found.key()).containsExactly("code");
                assertThat(found.schema().column(0).nullable()).isFalse();
                assertThat(found.schema().column(0).length()).isEqualTo(10);
            }
            assertThat(((Discovers) session).describe(readable).schema()).isEqualTo(found.schema());
        }
    }

    @Test
    void anUnknownDatasetIsSaidToBeUnknown() {
        needs(Capability.DISCOVER);
        try (Session session = open()) {
            assertThatThrownBy(() -> ((Discovers) session).describe(readable() + "x"))
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .extracting(HubException::code)
                    .isEqualTo(ConnectorError.DATASET_UNKNOWN);
        }
    }

    @Test
    void aReadGivesEveryRowOnceInNfcNumberedFromOne() {
        needs(Capability.READ);
        try (Session session = open()) {
            List<BatchCursor.Part> parts = drain(session, described(session, readable()), null, 1, 10);
            List<List<@Nullable String>> rows = new ArrayList<>();
            List<Long> ordinals = new ArrayList<>();
            for (BatchCursor.Part part : parts) {
                assertThat(part.batch().size()).isBetween(1, 10);
                assertThat(part.unreadable()).isEmpty();
                rows.addAll(texts(part.batch()));
                for (int row = 0; row < part.batch().size(); row++) {
                    ordinals.add(part.batch().ordinal(row));
                }
            }
            assertThat(rows).containsExactlyElementsOf(expected());
            assertThat(ordinals)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, ContractRows.COUNT)
                            .mapToObj(i -> (long) i)
                            .toList());
        }
    }

    @Test
    void noRowThatIsLookedForIsLeftOut() {
        needs(Capability.READ);
        try (Session session = open()) {
            Dataset dataset = described(session, readable());
            for (int column : new int[] {0, 1, 2}) {
                String name = dataset.schema().column(column).name();
                for (List<@Nullable String> row : expected()) {
                    String text = row.get(column);
                    if (text != null) {
                        List<List<@Nullable String>> wanted = expected().stream()
                                .filter(one -> text.equals(one.get(column)))
                                .toList();
                        assertThat(lookedFor(session, dataset, name, text))
                                .as("%s = %s", name, text)
                                .containsAll(wanted);
                    }
                }
            }
            assertThat(lookedFor(session, dataset, "grade", "x' or true --")).isSubsetOf(expected());
        }
    }

    @Test
    void aLookUpFindsWhatHoldsTheValuesAndNothingMore() {
        needs(Capability.LOOK_UP);
        try (Session session = open()) {
            Dataset dataset = described(session, readable());
            for (List<String> by : List.of(
                    List.of("code"), List.of("name"), List.of("grade"), List.of("born"), List.of("code", "born"))) {
                try (LookUp lookUp = ((LooksUp) session).lookUp(dataset, by, NAMES, 100)) {
                    for (@Nullable Object[] row : ContractRows.read()) {
                        List<@Nullable Object> values = by.stream()
                                .map(name -> row[ContractRows.SCHEMA.position(name)])
                                .toList();
                        if (!values.contains(null)) {
                            assertThat(texts(lookUp.find(List.copyOf(values))))
                                    .as("%s = %s", by, values)
                                    .containsExactlyInAnyOrderElementsOf(holding(by, values));
                        }
                    }
                }
            }
        }
    }

    @Test
    void aLookUpTakesNoValueForAPartOfItsQuestionAndEndsAtItsMost() {
        needs(Capability.LOOK_UP);
        try (Session session = open()) {
            Dataset dataset = described(session, readable());
            try (LookUp lookUp = ((LooksUp) session).lookUp(dataset, List.of("source"), List.of("code"), 7)) {
                assertThat(lookUp.find(List.of("here")).size()).isEqualTo(7);
                for (String hostile : List.of("' or '1'='1", "here' -- ", "\\' or 1=1 -- ", "here\\", "%", "")) {
                    assertThat(lookUp.find(List.of(hostile)).size()).as(hostile).isZero();
                }
            }
            assertThatThrownBy(() -> ((LooksUp) session).lookUp(dataset, List.of("code"), List.of("none"), 1))
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .extracting(error -> error.code().kind())
                    .isEqualTo(ErrorKind.CONFIGURATION);
        }
    }

    @Test
    void aLookUpThatIsGivenUpFailsAndItsSessionGoesOn() {
        needs(Capability.LOOK_UP);
        try (Session session = open()) {
            Dataset dataset = described(session, readable());
            LookUp lookUp = ((LooksUp) session).lookUp(dataset, List.of("code"), List.of("name"), 1);
            lookUp.close();
            assertThatThrownBy(() -> lookUp.find(List.of("k0001")))
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .extracting(error -> error.code().kind())
                    .isEqualTo(ErrorKind.UNAVAILABLE);
            try (LookUp again = ((LooksUp) session).lookUp(dataset, List.of("code"), List.of("name"), 1)) {
                assertThat(again.find(List.of("k0001")).size()).isOne();
            }
        }
    }

    private static final List<String> NAMES =
            ContractRows.SCHEMA.columns().stream().map(Column::name).toList();

    private static List<List<@Nullable String>> holding(List<String> by, List<@Nullable Object> values) {
        return expected().stream()
                .filter(row -> IntStream.range(0, by.size())
                        .allMatch(
                                i -> values.get(i).toString().equals(row.get(ContractRows.SCHEMA.position(by.get(i))))))
                .toList();
    }

    private static List<List<@Nullable String>> lookedFor(
            Session session, Dataset dataset, String column, String text) {
        ReadRequest request = new ReadRequest(
                ReadRequest.Kind.REVIEW,
                List.of(),
                null,
                null,
                1,
                10,
                Duration.ZERO,
                new ReadRequest.Only(column, List.of(text, Normalizer.normalize(text, Normalizer.Form.NFD))));
        List<List<@Nullable String>> rows = new ArrayList<>();
        try (BatchCursor cursor = ((Reads) session).read(dataset, request)) {
            for (BatchCursor.Part part = cursor.next(); part != null; part = cursor.next()) {
                rows.addAll(texts(part.batch()));
            }
        }
        return rows;
    }

    @Test
    void everyValueIsOfItsColumnsJavaType() {
        needs(Capability.READ);
        try (Session session = open()) {
            for (BatchCursor.Part part : drain(session, described(session, readable()), null, 1, 10)) {
                Batch batch = part.batch();
                for (int row = 0; row < batch.size(); row++) {
                    for (int column = 0; column < batch.schema().size(); column++) {
                        Object value = batch.value(row, column);
                        if (value != null) {
                            assertThat(value)
                                    .isInstanceOf(
                                            batch.schema().column(column).type().javaType());
                        }
                    }
                }
            }
        }
    }

    @Test
    void aReadResumesExactlyWhereItsPositionSays() {
        needs(Capability.READ);
        try (Session session = open()) {
            Dataset dataset = described(session, readable());
            List<BatchCursor.Part> whole = drain(session, dataset, null, 1, 10);
            Position middle = whole.get(0).position();
            assumeTrue(middle != null, "cannot be resumed, and says so");
            int done = whole.get(0).batch().size();
            List<List<@Nullable String>> rest = new ArrayList<>();
            List<BatchCursor.Part> resumed = drain(session, dataset, middle, done + 1, 10);
            resumed.forEach(part -> rest.addAll(texts(part.batch())));
            assertThat(rest).containsExactlyElementsOf(expected().subList(done, ContractRows.COUNT));
            assertThat(resumed.get(0).batch().ordinal(0)).isEqualTo(done + 1L);
            Position end = whole.get(whole.size() - 1).position();
            assertThat(drain(session, dataset, end, ContractRows.COUNT + 1, 10)).isEmpty();
        }
    }

    @Test
    void onlyTheColumnsAskedForAreRead() {
        needs(Capability.READ);
        try (Session session = open()) {
            Dataset dataset = described(session, readable());
            ReadRequest request = new ReadRequest(
                    ReadRequest.Kind.SNAPSHOT, List.of("grade", "name"), null, null, 1, 100, Duration.ZERO);
            try (BatchCursor cursor = ((Reads) session).read(dataset, request)) {
                assertThat(cursor.schema().columns()).extracting(Column::name).containsExactly("grade", "name");
                BatchCursor.Part part = cursor.next();
                assertThat(part).isNotNull();
                assertThat(texts(part.batch()).get(0))
                        .containsExactly(
                                expected().get(0).get(2), expected().get(0).get(1));
            }
        }
    }

    @Test
    void aDatabaseGivesNoMoreRowsThanAreWantedFromWhereTheyAreWanted() {
        needs(Capability.READ);
        try (Session session = open()) {
            assumeTrue(session instanceof LooksUp, "gives all, and says so");
            Dataset dataset = described(session, readable());
            Position third = drain(session, dataset, null, 1, 3).get(0).position();
            ReadRequest request =
                    new ReadRequest(ReadRequest.Kind.REVIEW, List.of(), null, third, 4, 100, Duration.ZERO, null, 5);
            try (BatchCursor cursor = ((Reads) session).read(dataset, request)) {
                BatchCursor.Part part = cursor.next();
                assertThat(part).isNotNull();
                assertThat(texts(part.batch()))
                        .containsExactlyElementsOf(expected().subList(3, 8));
                assertThat(cursor.next()).isNull();
            }
        }
    }

    @Test
    void aReadThatIsNotFinishedCanBeClosed() {
        needs(Capability.READ);
        try (Session session = open()) {
            Dataset dataset = described(session, readable());
            for (int i = 0; i < 10; i++) {
                try (BatchCursor cursor = ((Reads) session).read(dataset, ReadRequest.snapshot(2))) {
                    assertThat(cursor.next()).isNotNull();
                }
            }
        }
    }
}
