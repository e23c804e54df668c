package vn.lienthong.sample;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.stream.Stream;
import vn.lienthong.store.OwnerOnly;

/**
 * Ho Chi Minh City's department lays a list of its teachers down each day: CSV as Excel saves it on a Vietnamese machine, complete once
 * a file with its SHA-256 lies beside it. Each day's list has some teachers more or fewer than the one before. One thread at a time.
 */
final class TeacherLists {
    /** How a list's name ends where its SHA-256 lies in. */
    static final String MARKER = ".sha256";

    private static final String[] HEADERS = {
        "Mã giáo viên",
        "Họ và tên",
        "Ngày sinh",
        "Giới tính",
        "Số định danh cá nhân",
        "Mã trường",
        "Chủ nhiệm lớp",
        "Cập nhật"
    };
    private static final DateTimeFormatter IN_NAME = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm");
    private static final int PER_TEACHER = 40;
    private static final int MOST_NEW = 30;

    private final Path folder;
    private final Path last;
    private final SmallSector sector;
    private final long pupils;

    /**
     * @param folder where lists are laid down
     * @param last a file that says of which day the last one was
     * @param pupils how many pupils the city began with
     */
    TeacherLists(Path folder, Path last, SmallSector sector, long pupils) {
        this.folder = folder;
        this.last = last;
        this.sector = sector;
        this.pupils = pupils;
    }

    /** The teachers of a day's list. */
    Stream<Teacher> of(LocalDate day) {
        return sector.teachers(pupils + day.toEpochDay() % MOST_NEW * PER_TEACHER);
    }

    /** Lays the day's list down, unless that was done; where it was killed at that, it is done once more. */
    void layDown(LocalDate day) throws IOException {
        if (Files.exists(last) && Files.readString(last).equals(day.toString())) {
            return;
        }
        OwnerOnly.createFolder(folder);
        String name = "giao-vien-" + IN_NAME.format(day) + ".csv";
        Path unfinished = folder.resolve("." + name + ".new");
        Files.deleteIfExists(unfinished);
        OwnerOnly.createFile(unfinished);
        write(unfinished, of(day));
        String sum = sha256(unfinished);
        Files.move(
                unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        OwnerOnly.write(folder.resolve(name + MARKER), sum + "  " + name + "\n");
        OwnerOnly.write(last, day.toString());
    }

    private static void write(Path file, Stream<Teacher> teachers) throws IOException {
        try (Writer text = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                CsvWriter list = CsvWriter.builder().fieldSeparator(';').build(text)) {
            text.write('\uFEFF'); // by which Excel knows UTF-8
            list.writeRecord(HEADERS);
            for (Iterator<Teacher> all = teachers.iterator(); all.hasNext(); ) {
                Teacher one = all.next();
                list.writeRecord(
                        one.id(),
                        one.name(),
                        DAY.format(one.birthDate()),
                        one.sex() == Sex.MALE ? "Nam" : "Nữ",
                        one.personalId(),
                        one.schoolCode(),
                        one.className(),
                        MINUTE.format(one.updatedAt()));
            }
        }
    }

    /** As {@code sha256sum} writes it. */
    static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
