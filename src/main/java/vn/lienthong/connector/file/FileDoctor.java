package vn.lienthong.connector.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.Check.Outcome;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Examines a drop folder: is it there, may the hub work in it, is there room, and is what lies in it what was agreed. */
final class FileDoctor {
    private static final long LITTLE_ROOM = 1L << 30;
    private static final int MOST_NAMES = 5;

    private final Opening opening;
    private final FileSettings settings;
    private final TableFormat format;
    private final Elsewhere elsewhere;

    FileDoctor(Opening opening, FileSettings settings, TableFormat format, Elsewhere elsewhere) {
        this.elsewhere = elsewhere;
        this.opening = opening;
        this.settings = settings;
        this.format = format;
    }

    void examine(Examination examination, Consumer<Check> report) {
        Steps steps = new Steps(report);
        Path folder = steps.step("folder", "folder", () -> {
            Path real = opening.folders().resolve(settings.folder());
            return new Found<>(real, Text.same(real.toString()));
        });
        Path usable = folder == null ? null : steps.step("read", "folder", () -> usable(folder));
        if (usable != null) {
            room(usable, report);
            Set<String> datasets = new LinkedHashSet<>(examination.read());
            datasets.addAll(examination.write());
            DropFolder drop = new DropFolder(usable, opening.clock(), elsewhere);
            boolean asked = !datasets.isEmpty();
            if (!asked) {
                datasets.add(format.sheets() ? readable(drop) : settings.pattern());
            }
            boolean known = !settings.columns().isEmpty();
            datasets.forEach(dataset -> {
                boolean written = examination.write().contains(dataset);
                dataset(drop, dataset, new Wanted(asked && !known, written && known), steps, report);
            });
        } else {
            skipped(report, "space", "sample", "encoding", "header");
        }
    }

    /**
     * How a dataset is wanted.
     *
     * @param needed whether it fails the examination that no file is there
     * @param made whether a run makes the file where there is none
     */
    private record Wanted(boolean needed, boolean made) {}

    /** The sheet to look at where nobody has named one: the first whose header is found, any where none is. */
    private String readable(DropFolder drop) {
        try {
            for (Path newest :
                    drop.samples(settings.pattern()).stream().limit(1).toList()) {
                String name = newest.getFileName().toString();
                for (String sheet : format.sheetsOf(newest, name)) {
                    if (opens(newest, name, sheet)) {
                        return sheet;
                    }
                }
            }
        } catch (IOException | HubException told) {
            return WorkbookFormat.ONLY; // the steps meet it again, and report it
        }
        return WorkbookFormat.ONLY;
    }

    private boolean opens(Path file, String name, String sheet) throws IOException {
        try {
            return !format.columns(file, name, sheet, settings.columns()).isEmpty();
        } catch (HubException noTable) {
            return false;
        }
    }

    private static Found<Path> usable(Path folder) throws IOException {
        if (!Files.isReadable(folder) || !Files.isWritable(folder)) {
            throw new IOException("no right to read and rename in it");
        }
        return new Found<>(folder, new Text("Đọc và đổi tên được tệp.", "Files can be read and renamed."));
    }

    private static void room(Path folder, Consumer<Check> report) {
        long free = folder.toFile().getUsableSpace();
        boolean little = free < LITTLE_ROOM;
        String size = (free >> 20) + " MB";
        report.accept(new Check(
                "space",
                little ? Outcome.WARNING : Outcome.OK,
                "folder",
                new Text("Còn trống " + size + ".", size + " free."),
                little
                        ? new Text(
                                "Người quản trị máy dọn bớt đĩa: kho lưu .done giữ mọi tệp đã đọc.",
                                "Whoever runs this machine frees disk space: the archive .done keeps every file read.")
                        : null,
                null,
                Duration.ZERO));
    }

    private void dataset(DropFolder drop, String dataset, Wanted wanted, Steps steps, Consumer<Check> report) {
        String pattern = format.sheets() ? settings.pattern() : dataset;
        List<Path> samples = new ArrayList<>();
        try {
            samples.addAll(drop.samples(pattern));
            strange(drop.strange(pattern), report);
        } catch (IOException failed) {
            report.accept(failure("sample", "pattern", unreadable(failed)));
            return;
        }
        if (samples.isEmpty()) {
            noFile(drop, pattern, wanted, report);
            skipped(report, "encoding", "header");
            return;
        }
        String files = names(samples);
        report.accept(new Check(
                "sample",
                Outcome.OK,
                "pattern",
                new Text(
                        samples.size() + " tệp: " + files + ". Xem tệp mới nhất.",
                        samples.size() + " files: " + files + ". The newest is looked at."),
                null,
                null,
                Duration.ZERO));
        inside(samples.get(0), dataset, steps, report);
    }

    /** What the newest file holds. */
    private void inside(Path sample, String dataset, Steps steps, Consumer<Check> report) {
        String name = sample.getFileName().toString();
        String nature = steps.step("encoding", "encoding", () -> {
            String found = format.nature(sample, name);
            return new Found<>(found, Text.same(found));
        });
        if (nature == null) {
            skipped(report, "header");
            return;
        }
        steps.step("header", "header_row", () -> {
            List<Column> columns = format.columns(sample, name, dataset, settings.columns());
            String names = String.join(", ", columns.stream().map(Column::name).toList());
            Text place = format.sheets()
                    ? new Text("Trang tính " + dataset + ": ", "Sheet " + dataset + ": ")
                    : Text.same("");
            return new Found<>(
                    columns,
                    new Text(
                            place.vi() + "Tìm thấy các cột: " + names + ".",
                            place.en() + "Columns found: " + names + "."));
        });
    }

    private static void strange(List<String> names, Consumer<Check> report) {
        if (!names.isEmpty()) {
            String some = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
            report.accept(new Check(
                    "strange",
                    Outcome.WARNING,
                    "pattern",
                    new Text("Bỏ qua, không đọc: " + some + ".", "Passed over and not read: " + some + "."),
                    new Text(
                            "Chỉ tệp thường có tên viết được trên một dòng mới được đọc: chép chính tệp vào thư mục, thay cho liên kết (kể cả liên kết cứng), ống dẫn hay thư mục.",
                            "Only plain files whose names fit on a line are read: copy the file itself into the folder instead of a link to it (hard links too), a pipe or a folder."),
                    null,
                    Duration.ZERO));
        }
    }

    private void noFile(DropFolder drop, String pattern, Wanted wanted, Consumer<Check> report) {
        Text others = others(drop);
        report.accept(new Check(
                "sample",
                wanted.needed() ? Outcome.FAILED : Outcome.WARNING,
                "pattern",
                new Text(
                        "Chưa có tệp nào dạng " + pattern + others.vi() + ".",
                        "There is no file like " + pattern + " yet" + others.en() + "."),
                wanted.made()
                        ? new Text("Lần chạy đầu tiên sẽ tạo tệp.", "The first run will make it.")
                        : new Text(
                                "Kiểm tra mẫu tên tệp (from hoặc pattern), đề nghị đơn vị đặt một tệp mẫu vào thư mục, hoặc khai báo columns.",
                                "Check the file name pattern (from or pattern), ask the unit to put a sample file into the folder, or set columns."),
                null,
                Duration.ZERO));
    }

    /** What else lies there: often it is only the pattern that is wrong. */
    private static Text others(DropFolder drop) {
        try {
            List<Path> all = drop.waiting("*");
            String names = names(all);
            return all.isEmpty()
                    ? new Text("; thư mục không có tệp nào", "; the folder holds no file")
                    : new Text("; thư mục có: " + names, "; the folder holds: " + names);
        } catch (IOException unreadable) {
            return Text.same(""); // that the folder cannot be read was said before
        }
    }

    private static String names(List<Path> files) {
        String some = files.stream().limit(MOST_NAMES).map(PlainFile::shown).collect(Collectors.joining(", "));
        return files.size() > MOST_NAMES ? some + ", …" : some;
    }

    private static void skipped(Consumer<Check> report, String... steps) {
        for (String step : steps) {
            report.accept(Check.untried(step));
        }
    }

    private static Check failure(String step, String setting, HubException failed) {
        return new Check(step, Outcome.FAILED, setting, failed.problem(), failed.remedy(), null, Duration.ZERO);
    }

    private HubException unreadable(IOException failed) {
        return new HubException(
                FileError.FOLDER_UNUSABLE,
                Map.of(
                        "connector",
                        opening.connector(),
                        "folder",
                        settings.folder(),
                        "why",
                        String.valueOf(failed.getMessage())),
                failed);
    }

    /** What a step found. */
    private record Found<T>(T value, Text words) {}

    /** Something to try. */
    private interface Try<T> {
        Found<T> run() throws IOException;
    }

    /** Tries steps and reports each; gives null where it failed. */
    private final class Steps {
        private final Consumer<Check> report;

        Steps(Consumer<Check> report) {
            this.report = report;
        }

        <T> @Nullable T step(String name, String setting, Try<T> act) {
            long start = System.nanoTime();
            try {
                Found<T> found = act.run();
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                report.accept(new Check(name, Outcome.OK, setting, found.words(), null, null, took));
                return found.value();
            } catch (HubException failed) {
                report.accept(failure(name, setting, failed));
            } catch (IOException failed) {
                report.accept(failure(name, setting, unreadable(failed)));
            }
            return null;
        }
    }
}
