package vn.lienthong.connector.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.CorrectionFile;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.Writer;
import vn.lienthong.connector.Writes;
import vn.lienthong.connector.file.TakenFiles.TakenFile;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Schema;

/** A session with one drop folder. */
public final class FileSession implements Session, Discovers, Reads, Writes {
    private final Opening opening;
    private final FileSettings settings;
    private final TableFormat format;
    private final Elsewhere elsewhere;
    private @Nullable FileTaking taking;

    FileSession(Opening opening, FileSettings settings, TableFormat format, Elsewhere elsewhere) {
        this.elsewhere = elsewhere;
        this.opening = opening;
        this.settings = settings;
        this.format = format;
    }

    /**
     * A session in a folder of the hub's own for files that lie elsewhere; whoever opens it brings what is to be read.
     *
     * @param opening gives the folder; its settings are those of a CSV or Excel connector
     */
    public static FileSession workingFor(Elsewhere elsewhere, Opening opening, boolean workbooks) {
        TableFormat format = workbooks ? new WorkbookFormat(opening.settings()) : new CsvFormat(opening.settings());
        return new FileSession(opening, FileSettings.of(opening.settings(), format.ending()), format, elsewhere);
    }

    @Override
    public void test(Examination examination, Consumer<Check> report) {
        new FileDoctor(opening, settings, format, elsewhere).examine(examination, report);
    }

    @Override
    public List<Dataset> discover() {
        Map<String, Dataset> found = new LinkedHashMap<>();
        try {
            List<Path> samples = folder().samples(settings.pattern());
            if (samples.isEmpty()) {
                return List.of();
            }
            if (!format.sheets()) {
                return List.of(describe(settings.pattern()));
            }
            Path newest = samples.get(0);
            for (String sheet : format.sheetsOf(newest, newest.getFileName().toString())) {
                if (sheet.indexOf('/') < 0) {
                    table(sheet, newest).ifPresent(dataset -> found.put(sheet, dataset));
                }
            }
        } catch (IOException | UncheckedIOException failed) {
            throw unusable(failed);
        }
        return List.copyOf(found.values());
    }

    /** A sheet as a dataset; empty for a cover, which has no table. */
    private Optional<Dataset> table(String sheet, Path file) throws IOException {
        try {
            return Optional.of(described(sheet, file));
        } catch (HubException refused) {
            if (refused.code() == FileError.HEADER_MISSING) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    @Override
    public Dataset describe(String from) {
        try {
            List<Path> samples = from.indexOf('/') >= 0 ? List.of() : folder().samples(pattern(from));
            if (!samples.isEmpty()) {
                return described(from, samples.get(0));
            }
            if (settings.columns().isEmpty()) {
                throw unknown(from);
            }
            return dataset(from, CsvFormat.texts(settings.columns()), null);
        } catch (IOException | UncheckedIOException failed) {
            throw unusable(failed);
        }
    }

    private Dataset described(String from, Path sample) throws IOException {
        String name = sample.getFileName().toString();
        try {
            return dataset(from, format.columns(sample, name, from, settings.columns()), null);
        } catch (HubException refused) {
            if (refused.code() == FileError.SHEET_MISSING) {
                throw unknown(from);
            }
            throw refused;
        }
    }

    private Dataset dataset(String from, List<Column> found, @Nullable Long rows) {
        List<Column> columns = found.stream()
                .filter(column -> !CorrectionFile.marks(column.name()))
                .toList();
        return new Dataset(
                new DatasetName(opening.connector(), from), from, new Schema(columns), List.of(), rows, List.of());
    }

    private HubException unknown(String from) {
        List<String> known = new ArrayList<>();
        known.add(settings.pattern());
        if (format.sheets()) {
            try {
                List<Path> samples = folder().samples(settings.pattern());
                if (!samples.isEmpty()) {
                    known = format.sheetsOf(
                            samples.get(0), samples.get(0).getFileName().toString());
                }
            } catch (IOException failed) {
                return unusable(failed);
            }
        }
        return new HubException(
                ConnectorError.DATASET_UNKNOWN,
                Map.of("connector", opening.connector(), "dataset", from, "known", String.join(", ", known)));
    }

    @Override
    public BatchCursor read(Dataset dataset, ReadRequest request) {
        String pattern = pattern(dataset.from());
        boolean looking = request.kind() == ReadRequest.Kind.REVIEW;
        Schema schema = wanted(dataset, request);
        try {
            TakenFiles taken = looking
                    ? taking().look(dataset.from(), pattern, file -> corrects(dataset, file))
                    : taking().take(dataset.from(), pattern, inTheMiddle(request));
            boolean corrects = !taken.files().isEmpty();
            for (TakenFile file : taken.files()) {
                corrects &= inspect(dataset, schema, file, looking || request.after() != null);
            }
            return new FileCursor(dataset, dataset.from(), format, taken, schema, request, false, corrects);
        } catch (IOException | UncheckedIOException failed) {
            throw unusable(failed);
        }
    }

    private boolean corrects(Dataset dataset, TakenFile file) throws IOException {
        try (Table table = format.open(file.path(), file.name(), dataset.from(), List.of())) {
            return table.corrects();
        }
    }

    @Override
    public BatchCursor readBack(Dataset target, ReadRequest request) {
        Schema schema = wanted(target, request);
        try {
            Path file = folder().folder().resolve(pattern(target.from()));
            List<TakenFile> files = PlainFile.isNothing(file) ? List.of() : List.of(FileTaking.hashed(file));
            TakenFiles taken = new TakenFiles(files, List.of(), List.of(), List.of());
            return new FileCursor(target, target.from(), format, taken, schema, request, true, false);
        } catch (IOException | UncheckedIOException failed) {
            throw unusable(failed);
        }
    }

    private static boolean inTheMiddle(ReadRequest request) {
        return request.after() != null && inTheMiddle(request.after());
    }

    /** Whether a position lies within a file, rather than between two. */
    public static boolean inTheMiddle(Position position) {
        return !FilePosition.parse(position).current().isEmpty();
    }

    /**
     * Looks into a file before the first row is given, so that a wrong file stops the run before it has begun; gives whether it
     * only corrects.
     */
    private boolean inspect(Dataset dataset, Schema schema, TakenFile file, boolean keep) throws IOException {
        try (Table table = format.open(file.path(), file.name(), dataset.from(), schema.columns())) {
            return table.corrects();
        } catch (HubException refused) {
            if (!keep) {
                taking().giveBack(dataset.from(), file);
            }
            throw refused;
        }
    }

    private static Schema wanted(Dataset dataset, ReadRequest request) {
        if (request.columns().isEmpty()) {
            return dataset.schema();
        }
        List<Column> columns = new ArrayList<>();
        for (String name : request.columns()) {
            Column column = dataset.schema().column(name);
            if (column == null) {
                throw new HubException(
                        ConnectorError.COLUMN_UNKNOWN,
                        Map.of(
                                "dataset", dataset.name(),
                                "column", name,
                                "known",
                                        String.join(
                                                ", ",
                                                dataset.schema().columns().stream()
                                                        .map(Column::name)
                                                        .toList())));
            }
            columns.add(column);
        }
        return new Schema(columns);
    }

    @Override
    public void settle(Dataset dataset, Position position) {
        try {
            FilePosition read = FilePosition.parse(position);
            taking().settle(
                            dataset.from(),
                            pattern(dataset.from()),
                            read,
                            opening.clock().instant());
        } catch (IOException | UncheckedIOException failed) {
            throw unusable(failed);
        }
    }

    @Override
    public Writer writer(Dataset target, WriteRequest request) {
        try {
            return FileWriting.open(
                    opening.connector(), folder(), pattern(target.from()), format, target, request, opening.clock());
        } catch (IOException failed) {
            throw unusable(failed);
        }
    }

    private String pattern(String from) {
        return format.sheets() ? settings.pattern() : from;
    }

    private DropFolder folder() {
        return new DropFolder(opening.folders().resolve(settings.folder()), opening.clock(), elsewhere);
    }

    private FileTaking taking() {
        if (taking == null) {
            taking = new FileTaking(opening.connector(), settings, format.sheets(), folder());
        }
        return taking;
    }

    private HubException unusable(Exception failed) {
        return new HubException(
                FileError.FOLDER_UNUSABLE,
                Map.of(
                        "connector", opening.connector(),
                        "folder", settings.folder(),
                        "why", failed.getClass().getSimpleName() + ": " + failed.getMessage()),
                failed);
    }

    @Override
    public void close() {
        // cursors and writers hold the only resources and are closed by those who asked for them
    }
}
