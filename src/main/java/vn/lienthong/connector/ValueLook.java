package vn.lienthong.connector;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.Text;

/** Recognises personal data by the shape of a few values. It keeps and tells none of them. */
final class ValueLook {
    /** Fewer values prove nothing. */
    private static final int FEWEST = 5;

    private static final double MOST_OF_THEM = 0.8;
    private static final Pattern GROUPING = Pattern.compile("[\\s.'’()-]");

    /** Place of birth registration, century and sex, year of birth, six at random. */
    private static final Pattern PERSONAL_ID = Pattern.compile("\\d{3}(\\d)(\\d{2})\\d{6}");

    private static final Pattern PHONE = Pattern.compile("(?:\\+?84|0)(?:[35789]\\d{8}|2\\d{8,9})");
    private static final Pattern MAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@.]{1,63}(?:\\.[^\\s@.]{1,63}){1,8}");
    private static final Pattern DAY = Pattern.compile("(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})");
    private static final Pattern ISO_DAY = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})(?:[T ].*)?");

    private final ColumnWords words;
    private final LocalDate today;
    private final List<Shape> shapes;

    ValueLook(ColumnWords words, LocalDate today) {
        this.words = words;
        this.today = today;
        this.shapes = List.of(
                new Shape(
                        DataClass.SENSITIVE,
                        new Text("giá trị là tên dân tộc", "its values are names of ethnic groups"),
                        words::ethnicGroup),
                new Shape(
                        DataClass.SENSITIVE,
                        new Text("giá trị là tên tôn giáo", "its values are names of religions"),
                        words::religion),
                new Shape(
                        DataClass.PERSONAL,
                        new Text("giá trị có dạng số định danh cá nhân", "its values are built as personal ids"),
                        this::personalId),
                new Shape(
                        DataClass.PERSONAL,
                        new Text("giá trị có dạng số điện thoại", "its values are built as phone numbers"),
                        text -> PHONE.matcher(ungrouped(text)).matches()),
                new Shape(
                        DataClass.PERSONAL,
                        new Text("giá trị có dạng địa chỉ thư điện tử", "its values are built as e-mail addresses"),
                        MAIL.asMatchPredicate()),
                new Shape(
                        DataClass.PERSONAL,
                        new Text("giá trị bắt đầu bằng họ người Việt", "its values begin with Vietnamese family names"),
                        this::personName),
                new Shape(
                        DataClass.PERSONAL,
                        new Text("giá trị giống ngày sinh", "its values look like dates of birth"),
                        this::dayOfBirth));
    }

    private record Shape(DataClass dataClass, Text reason, Predicate<String> fits) {}

    /** What the values of one column of a batch suggest; empty where they say nothing. */
    Optional<ClassHint> look(Batch batch, int column) {
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            String text = text(batch.value(row, column));
            if (!text.isBlank()) {
                texts.add(text.strip());
            }
        }
        Set<String> different = new HashSet<>(texts);
        if (texts.size() < FEWEST || different.size() < 2) {
            return Optional.empty();
        }
        String name = batch.schema().column(column).name();
        return shapes.stream()
                .filter(shape -> texts.stream().filter(shape.fits()).count() >= MOST_OF_THEM * texts.size())
                .findFirst()
                .map(shape -> new ClassHint(name, shape.dataClass(), shape.reason()));
    }

    private static String text(@Nullable Object value) {
        if (value == null || value instanceof byte[]) {
            return "";
        }
        if (value instanceof LocalDateTime moment) {
            return moment.toLocalDate().toString();
        }
        return value instanceof OffsetDateTime moment ? moment.toLocalDate().toString() : value.toString();
    }

    private static String ungrouped(String text) {
        return GROUPING.matcher(text).replaceAll("");
    }

    private boolean personalId(String text) {
        Matcher id = PERSONAL_ID.matcher(ungrouped(text));
        if (!id.matches()) {
            return false;
        }
        int year = 1900 + Integer.parseInt(id.group(1)) / 2 * 100 + Integer.parseInt(id.group(2));
        return year <= today.getYear();
    }

    /** A class may be called "Mai" and a street "Lê Lợi": a name has at least two words and no digit. */
    private boolean personName(String text) {
        String[] parts = text.split("\\s+");
        return parts.length >= 2
                && parts.length <= 7
                && text.chars().noneMatch(Character::isDigit)
                && words.familyName(parts[0]);
    }

    /** Children at school are three years old at least; what was written yesterday is no birthday. */
    private boolean dayOfBirth(String text) {
        Matcher day = DAY.matcher(text);
        Matcher iso = ISO_DAY.matcher(text);
        int year = day.matches()
                ? Integer.parseInt(day.group(3))
                : iso.matches() ? Integer.parseInt(iso.group(1)) : Integer.MAX_VALUE;
        return year <= today.getYear() - 3 && year >= today.getYear() - 110;
    }
}
