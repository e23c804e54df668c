package vn.lienthong.mapping;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.codelist.CodeList;
import vn.lienthong.kernel.ValueType;

/**
 * The check of a personal id: twelve digits; a prefix that was given out; a century, sex and year that agree with the record,
 * where the record has them. What digits mean stands in the code lists {@code personal-id-prefixes}, {@code -century} and
 * {@code -sex}; how sexes are written, in {@code sex}. Prefixes from 100 up are of people born abroad: the list
 * {@code personal-id-countries} decides them, if there is one. No check digit exists, and today's province is never derived.
 */
final class PersonalId implements CellCheck {
    private static final int FIRST_COUNTRY = 100;

    private final CodeList prefixes;
    private final CodeList century;
    private final CodeList sexOfDigit;
    private final CodeList sexes;
    private final @Nullable CodeList countries;
    private final int birthDate;
    private final int sex;
    private final Fault shape;
    private final Fault prefix;
    private final Fault year;
    private final Fault otherSex;

    private PersonalId(CheckScope scope, int birthDate, int sex) {
        prefixes = list(scope, "personal-id-prefixes");
        century = list(scope, "personal-id-century");
        sexOfDigit = list(scope, "personal-id-sex");
        sexes = list(scope, "sex");
        countries = scope.lists().find("personal-id-countries").orElse(null);
        this.birthDate = birthDate;
        this.sex = sex;
        Map<String, ?> words = Map.of("field", scope.name());
        shape = scope.fault("personal_id", Reason.PERSONAL_ID, words);
        prefix = scope.fault("prefix", Reason.PERSONAL_ID_PREFIX, words);
        year = scope.fault("year", Reason.PERSONAL_ID_YEAR, words);
        otherSex = scope.fault("sex", Reason.PERSONAL_ID_SEX, words);
    }

    static @Nullable CellCheck check(Call call, CheckScope scope) {
        List<Call.Argument> given = call.arguments();
        if (given.size() > 2) {
            return null;
        }
        if (scope.type() != ValueType.TEXT) {
            throw Refused.because(
                    MappingError.TYPE_UNFIT_FOR_CALL,
                    "call",
                    call,
                    "field",
                    scope.name(),
                    "type",
                    Coercion.word(scope.type()));
        }
        int birthDate = given.isEmpty() ? -1 : scope.dayPosition(given.get(0).text(), call);
        int sex = given.size() < 2 ? -1 : scope.position(given.get(1).text());
        return new PersonalId(scope, birthDate, sex);
    }

    private static CodeList list(CheckScope scope, String name) {
        return scope.lists()
                .find(name)
                .filter(list -> !list.dated())
                .orElseThrow(() -> Refused.because(MappingError.LIST_MISSING, "list", name, "field", scope.name()));
    }

    @Override
    public @Nullable Fault judge(@Nullable Object value, Cells cells, int row) {
        if (!(value instanceof String id) || id.isBlank()) {
            return null;
        }
        if (id.length() != 12 || !TextChanges.onlyDigits(id)) {
            return shape;
        }
        if (!prefixKnown(id.substring(0, 3))) {
            return prefix;
        }
        LocalDate born = birthDate < 0 ? null : Day.of(cells.field(row, birthDate), cells.zone());
        String digit = id.substring(3, 4);
        if (born != null && born.getYear() != yearOf(digit, id)) {
            return year;
        }
        Object written = sex < 0 ? null : cells.field(row, sex);
        if (written == null || written instanceof String text && text.isBlank()) {
            return null;
        }
        String meant = sexes.translate(Coercion.text(written), null);
        return meant != null && meant.equals(sexOfDigit.translate(digit, null)) ? null : otherSex;
    }

    private boolean prefixKnown(String three) {
        if (prefixes.contains(three, null)) {
            return true;
        }
        return Integer.parseInt(three) >= FIRST_COUNTRY && (countries == null || countries.contains(three, null));
    }

    private int yearOf(String digit, String id) {
        String firstYear = century.translate(digit, null);
        return firstYear == null ? -1 : Integer.parseInt(firstYear) + Integer.parseInt(id, 4, 6, 10);
    }
}
