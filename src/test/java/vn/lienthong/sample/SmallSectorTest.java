package vn.lienthong.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SmallSectorTest {
    private static final PlantedFaults EVERY_TENTH = PlantedFaults.every(10);

    @Test
    void theSameSeedMakesTheSamePupils() {
        List<Pupil> once = SmallSector.pupils(3_000, 7).toList();
        assertThat(SmallSector.pupils(3_000, 7)).containsExactlyElementsOf(once);
        assertThat(SmallSector.pupils(3_000, 8).map(Pupil::name).toList())
                .isNotEqualTo(once.stream().map(Pupil::name).toList());
    }

    @Test
    void anyPupilCanBeMadeWithoutTheOthers() {
        SmallSector sector = SmallSector.of(Locality.LAO_CAI, 7, EVERY_TENTH);
        assertThat(sector.pupil(1_999)).isEqualTo(sector.pupils(2_000).toList().get(1_999));
    }

    @ParameterizedTest
    @EnumSource(Locality.class)
    void personalIdsAgreeWithSexAndYearAndAreUnique(Locality locality) {
        Set<String> ids = new HashSet<>();
        SmallSector.of(locality, 7, PlantedFaults.none()).pupils(200_000).forEach(pupil -> {
            assertThat(pupil.personalId()).matches("0\\d{11}");
            assertThat(pupil.personalId().charAt(3)).isEqualTo(pupil.sex() == Sex.MALE ? '2' : '3');
            assertThat(pupil.personalId().substring(4, 6))
                    .isEqualTo("%02d".formatted(pupil.birthDate().getYear() % 100));
            assertThat(ids.add(pupil.personalId())).as(pupil.id()).isTrue();
        });
    }

    @Test
    void childrenAreAsOldAsTheirGrade() {
        assertThat(SmallSector.pupils(5_000, 7)).allSatisfy(pupil -> {
            int age = 2026 - pupil.birthDate().getYear() - 5;
            assertThat(age).isBetween(pupil.grade(), pupil.grade() + 1);
            assertThat(pupil.className()).startsWith(pupil.grade() + "A");
        });
    }

    @Test
    void faultsAreWhereTheManifestSays() {
        SmallSector sector = SmallSector.of(Locality.HANOI, 7, EVERY_TENTH);
        Map<Long, Fault> manifest = EVERY_TENTH
                .among(5_000)
                .collect(Collectors.toMap(PlantedFaults.Planted::index, PlantedFaults.Planted::fault));
        assertThat(manifest).hasSize(500);
        assertThat(manifest.values()).contains(Fault.values());
        sector.pupils(5_000).forEach(pupil -> assertThat(pupil.fault()).isEqualTo(manifest.get(pupil.index())));
    }

    @Test
    void eachFaultIsReallyThere() {
        SmallSector good = SmallSector.of(Locality.HANOI, SmallSector.SEED, PlantedFaults.none());
        SmallSector.of(Locality.HANOI, SmallSector.SEED, EVERY_TENTH)
                .pupils(2_000)
                .filter(pupil -> pupil.fault() != null)
                .forEach(pupil ->
                        assertThat(isThere(pupil, good)).as("%s", pupil).isTrue());
    }

    private static List<PopulationRegistry.Registered> registered(Pupil pupil) {
        return new PopulationRegistry(EVERY_TENTH).registered(pupil.personalId());
    }

    @ParameterizedTest
    @EnumSource(Locality.class)
    void whoHasAnIdIsFoundWithoutGoingThroughTheOthers(Locality locality) {
        SmallSector sector = SmallSector.of(locality, 7, PlantedFaults.none());
        sector.pupils(20_000)
                .forEach(pupil -> assertThat(sector.holder(pupil.personalId())).hasValue(pupil));
        assertThat(sector.pupil(5_999_999))
                .satisfies(last -> assertThat(sector.holder(last.personalId())).hasValue(last));
        String id = sector.pupil(0).personalId();
        assertThat(sector.holder(id.substring(0, 3) + (char) (id.charAt(3) ^ 1) + id.substring(4)))
                .isEmpty();
        assertThat(sector.holder(id.substring(1))).isEmpty();
    }

    @Test
    void theRegistryKnowsEverybodyWithoutWhatSchoolsMistyped() {
        PopulationRegistry registry = new PopulationRegistry(PlantedFaults.none());
        for (Locality locality : Locality.values()) {
            SmallSector.of(locality, SmallSector.SEED, PlantedFaults.none())
                    .pupils(2_000)
                    .forEach(pupil -> assertThat(registry.registered(pupil.personalId()))
                            .contains(new PopulationRegistry.Registered(pupil.birthDate(), pupil.name())));
        }
    }

    @Test
    void otherNamesAreWhatGoodRowsHave() {
        assertThat(SmallSector.pupils(2_000, 7).map(Pupil::name))
                .allMatch(name -> Normalizer.isNormalized(name, Normalizer.Form.NFC))
                .allMatch(name -> name.matches("\\S+( \\S+){2,3}"));
    }

    @Test
    void schoolsOfAllPupilsExist() {
        SmallSector sector = SmallSector.of(Locality.HCMC, 7, PlantedFaults.none());
        Set<String> schools = sector.schools(10_000).map(School::code).collect(Collectors.toSet());
        assertThat(sector.pupils(10_000).map(Pupil::schoolCode)).allMatch(schools::contains);
        assertThat(sector.teachers(10_000).map(Teacher::schoolCode)).allMatch(schools::contains);
    }

    private static boolean isThere(Pupil pupil, SmallSector good) {
        Pupil twin = good.pupil(pupil.index());
        Pupil before = good.pupil(pupil.index() - 1);
        return switch (pupil.fault()) {
            case PERSONAL_ID_SHORT -> pupil.personalId().length() == 11;
            case PERSONAL_ID_OTHER_SEX -> pupil.personalId().charAt(3) == (twin.sex() == Sex.MALE ? '3' : '2');
            case PERSONAL_ID_OTHER_YEAR -> !pupil.personalId().regionMatches(4, twin.personalId(), 4, 2);
            case PERSONAL_ID_TWICE ->
                pupil.personalId().equals(before.personalId())
                        && pupil.sex() == before.sex()
                        && pupil.birthDate().equals(before.birthDate());
            case PERSONAL_ID_SPACED ->
                !pupil.personalId().equals(twin.personalId())
                        && pupil.personalId().replaceAll("\\D", "").equals(twin.personalId());
            case PROVINCE_UNKNOWN -> pupil.provinceCode().equals("99");
            case SEX_UNKNOWN -> pupil.sexAs("Nam", "Nữ", "?").equals("?");
            case BIRTH_DATE_FUTURE -> pupil.birthDate().isAfter(LocalDate.of(2027, 1, 1));
            case BIRTH_DATE_IMPOSSIBLE -> pupil.birthDateText().startsWith("31/02/");
            case NAME_MISSING -> pupil.name().isEmpty();
            case NAME_DECOMPOSED -> !Normalizer.isNormalized(pupil.name(), Normalizer.Form.NFC);
            case NAME_SPACED -> pupil.name().contains("  ");
            case GRADE_UNKNOWN -> pupil.className().startsWith("13");
            case NOT_REGISTERED -> registered(pupil).isEmpty();
            case REGISTERED_BIRTH_DATE_OTHER ->
                !registered(pupil).get(0).birthDate().equals(pupil.birthDate());
            case REGISTERED_NAME_OTHER ->
                registered(pupil).get(0).birthDate().equals(pupil.birthDate())
                        && !registered(pupil).get(0).name().equals(pupil.name());
        };
    }
}
