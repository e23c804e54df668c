package vn.lienthong.sync.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.document.Document;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.ValueType;
import vn.lienthong.mapping.MappingDefinition;
import vn.lienthong.sync.RowTrial;
import vn.lienthong.sync.SyncJob;

/** What is shown of rows that were tried: masked where their column is, and what a code list met. */
class TrialReaderTest {
    private static final Text WHY = new Text("Mã không có", "No such code");
    private final CodeLists lists = CodeLists.open(Path.of("connectors/codes"));

    @Test
    void valuesOfAColumnForPeopleAreMaskedEverywhere() {
        SeenTrial seen = read(DataClass.SENSITIVE, false);

        assertThat(seen.toString()).doesNotContain("Hmông", "Kinh");
        assertThat(seen.examples()).containsEntry("dan_toc", "•••");
        SeenTrial.Met met = seen.met().get("ethnic_code");
        assertThat(met.masked()).isTrue();
        assertThat(met.values()).isEmpty();
        assertThat(met.unknown()).isEqualTo(2);
        assertThat(met.unknownRows()).isEqualTo(2);
        assertThat(seen.refusedRows().get(0).after().get(0).cause()).isEqualTo("•••");
    }

    @Test
    void unknownValuesComeFirstWithTheNearestEntry() {
        SeenTrial seen = read(DataClass.INTERNAL, false);

        List<SeenTrial.Value> values = seen.met().get("ethnic_code").values();
        assertThat(values).extracting(SeenTrial.Value::text).containsExactly("zzzzzz", "Ê đê", "Kinh");
        assertThat(values.get(0).suggestion()).isNull();
        assertThat(values.get(1).suggestion().name()).isEqualTo("Ê-đê");
        assertThat(values.get(1).suggestion().call()).isEqualTo("read_as(\"Ê đê\", \"Ê-đê\")");
        assertThat(values.get(2).target()).isEqualTo("01");
        assertThat(values.get(2).rows()).isEqualTo(2);
        assertThat(seen.rows()).isEqualTo(4);
        assertThat(seen.refused()).isEqualTo(2);
        assertThat(seen.refusedAt()).containsEntry("ethnic_code", 2L);
        assertThat(seen.refusedRows().get(0).after().get(0).wrong()).isEqualTo(WHY);
        assertThat(seen.refusedRows().get(0).after().get(0).cause()).isEqualTo("Ê đê");
    }

    @Test
    void whoeverSaidWhySeesThemAsTheyAre() {
        SeenTrial seen = read(DataClass.SENSITIVE, true);

        assertThat(seen.examples()).containsEntry("dan_toc", "Ê đê");
        assertThat(seen.met().get("ethnic_code").masked()).isFalse();
    }

    private SeenTrial read(DataClass dataClass, boolean plain) {
        Schema before = new Schema(List.of(Column.of("dan_toc", ValueType.TEXT).classed(dataClass)));
        Schema after =
                new Schema(List.of(Column.of("ethnic_code", ValueType.TEXT).classed(dataClass)));
        RowTrial trial = new RowTrial(
                before,
                after,
                before,
                after,
                List.of(row("Ê đê", null), row("zzzzzz", null), row("Kinh", "01"), row("Kinh", "01")),
                0,
                false,
                List.of());
        return new TrialReader(trial, job(), lists, plain).read(Instant.EPOCH, "tester", null);
    }

    private static RowTrial.Row row(String before, @Nullable String after) {
        Rejection refused =
                after == null ? new Rejection(0, 1, "ethnic_code", "text", "ethnic_code.translate", WHY) : null;
        return new RowTrial.Row(new Object[] {before}, new Object[] {after}, refused, false);
    }

    private static SyncJob job() {
        String yaml = "map:\n  ethnic_code: { from: dan_toc, translate: ethnic-names }\n";
        return new SyncJob(
                new JobName("tried"),
                Text.same("tried"),
                new AgencyCode("G03"),
                null,
                new SyncJob.From(DatasetName.parse("a/b"), SyncJob.Read.SNAPSHOT, null, Duration.ZERO),
                new SyncJob.To(
                        DatasetName.parse("c/d"),
                        WriteRequest.Mode.APPEND,
                        List.of(),
                        WriteRequest.Deletes.KEEP,
                        null,
                        Map.of()),
                null,
                null,
                null,
                MappingDefinition.parse(Document.parse("test", yaml), ""),
                null,
                null,
                null,
                100,
                SyncJob.Origin.HUB,
                null,
                yaml);
    }
}
