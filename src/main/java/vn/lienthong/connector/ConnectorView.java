package vn.lienthong.connector;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.Text;
import vn.lienthong.vault.SecretVersions;

/**
 * A connector as programs see it.
 *
 * @param secrets setting to whether a secret is kept for it; never the secret
 * @param secretVersions what the hub keeps of them, also what waits or may be taken back
 * @param endings what ends within 30 days
 * @param managedBy {@code file} or {@code hub}
 */
record ConnectorView(
        String connector,
        Text title,
        String agency,
        @Nullable String contact,
        String type,
        Map<String, Object> settings,
        Map<String, Boolean> secrets,
        List<SecretView> secretVersions,
        List<EndingView> endings,
        Set<String> datasets,
        String managedBy,
        @Nullable String file,
        @Nullable ExaminationView lastTest) {

    static ConnectorView of(
            Connector connector,
            Set<String> kept,
            List<SecretVersions.Version> versions,
            List<Endings.Due> endings,
            ConnectionDoctor.@Nullable Diagnosis last,
            Locale locale) {
        Map<String, Boolean> secrets = new TreeMap<>();
        connector.secrets().forEach((setting, field) -> secrets.put(setting, kept.contains(field)));
        return new ConnectorView(
                connector.name().value(),
                connector.title(),
                connector.agency().value(),
                connector.contact(),
                connector.type(),
                connector.settings(),
                secrets,
                SecretView.of(connector, versions),
                endings.stream().map(due -> EndingView.of(due, locale)).toList(),
                connector.datasets().keySet(),
                connector.origin().name().toLowerCase(Locale.ROOT),
                connector.file(),
                last == null ? null : ExaminationView.of(last, locale));
    }

    /**
     * A version of a secret.
     *
     * @param stage {@code in-use}, {@code next} or {@code before}
     */
    record SecretView(
            String setting,
            String stage,
            Instant since,
            @Nullable LocalDate endsOn) {
        static List<SecretView> of(Connector connector, List<SecretVersions.Version> versions) {
            return connector.secrets().entrySet().stream()
                    .flatMap(secret -> versions.stream()
                            .filter(version -> version.field().equals(secret.getValue()))
                            .map(version -> new SecretView(
                                    secret.getKey(),
                                    version.stage()
                                            .name()
                                            .toLowerCase(Locale.ROOT)
                                            .replace('_', '-'),
                                    version.since(),
                                    version.endsOn())))
                    .toList();
        }
    }

    /** Something that ends within 30 days, in the reader's language. */
    record EndingView(String kind, Instant at, boolean urgent, String found, String remedy) {
        static EndingView of(Endings.Due due, Locale locale) {
            return new EndingView(
                    due.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    due.at(),
                    due.urgent(),
                    due.found().in(locale),
                    due.remedy().in(locale));
        }
    }

    /** An examination, in the reader's language. */
    record ExaminationView(Instant at, boolean passed, List<CheckView> checks) {
        static ExaminationView of(ConnectionDoctor.Diagnosis diagnosis, Locale locale) {
            return new ExaminationView(
                    diagnosis.at(),
                    diagnosis.passed(),
                    diagnosis.checks().stream()
                            .map(check -> CheckView.of(check, locale))
                            .toList());
        }
    }

    /** One step of an examination. */
    record CheckView(
            String step,
            String outcome,
            @Nullable String setting,
            String found,
            @Nullable String remedy,
            @Nullable String copy,
            long milliseconds) {
        static CheckView of(Check check, Locale locale) {
            Text remedy = check.remedy();
            return new CheckView(
                    check.step(),
                    check.outcome().name().toLowerCase(Locale.ROOT),
                    check.setting(),
                    check.found().in(locale),
                    remedy == null ? null : remedy.in(locale),
                    check.copy(),
                    check.took().toMillis());
        }
    }

    /** A dataset with its columns. */
    record DatasetView(
            String name,
            String from,
            List<String> key,
            @Nullable Long rows,
            List<ColumnView> columns) {
        static DatasetView of(Dataset dataset, Locale locale) {
            return new DatasetView(
                    dataset.name().toString(),
                    dataset.from(),
                    dataset.key(),
                    dataset.rowEstimate(),
                    dataset.schema().columns().stream()
                            .map(column -> ColumnView.of(column, locale))
                            .toList());
        }
    }

    /**
     * One column.
     *
     * @param suggestion what its name suggests where it has no class; null where it says nothing
     */
    record ColumnView(
            String name,
            String type,
            boolean nullable,
            @Nullable String nativeType,
            String dataClass,
            @Nullable HintView suggestion) {
        static ColumnView of(Column column, Locale locale) {
            return new ColumnView(
                    column.name(),
                    column.type().name().toLowerCase(Locale.ROOT),
                    column.nullable(),
                    column.nativeType(),
                    column.dataClass().code(),
                    column.dataClass() != DataClass.UNCLASSIFIED
                            ? null
                            : ClassHint.ofName(column.name())
                                    .map(hint -> HintView.of(hint, locale))
                                    .orElse(null));
        }
    }

    /** A data class that the hub suggests, and why. */
    record HintView(String column, String dataClass, String reason) {
        static HintView of(ClassHint hint, Locale locale) {
            return new HintView(
                    hint.column(), hint.dataClass().code(), hint.reason().in(locale));
        }
    }
}
