package vn.lienthong.sample;

import jakarta.jws.WebMethod;
import jakarta.jws.WebParam;
import jakarta.jws.WebResult;
import jakarta.jws.WebService;
import jakarta.jws.soap.SOAPBinding;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlSchemaType;
import jakarta.xml.bind.annotation.XmlType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the population registry answers: whether a personal id was given to somebody who was born on that day, and his name as it is
 * registered. It knows every pupil there could be, without the mistakes that schools made; where a fault says that the registry knows
 * somebody otherwise, it does. For every thread.
 */
@WebService(
        name = "TraCuuDanCu",
        targetNamespace = PopulationRegistry.SPACE,
        serviceName = "DanCu",
        portName = "DanCuSoap",
        wsdlLocation = "classpath:/sample/dan-cu.wsdl")
@SOAPBinding(parameterStyle = SOAPBinding.ParameterStyle.BARE)
public class PopulationRegistry {
    static final String SPACE = "urn:sample:dan-cu";
    private static final int VERSION = 1;

    private final List<SmallSector> everybody;
    private final PlantedFaults faults;

    PopulationRegistry(PlantedFaults faults) {
        this.faults = faults;
        List<SmallSector> sectors = new ArrayList<>();
        for (Locality locality : Locality.values()) {
            sectors.add(SmallSector.of(locality, SmallSector.SEED, PlantedFaults.none()));
        }
        this.everybody = List.copyOf(sectors);
    }

    /** What is asked. */
    @XmlRootElement(name = "XacMinh", namespace = SPACE)
    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(propOrder = {"id", "birthDate"})
    public static final class Question {
        @XmlElement(name = "soDinhDanh", namespace = SPACE, required = true)
        String id = "";

        @XmlElement(name = "ngaySinh", namespace = SPACE, required = true)
        @XmlSchemaType(name = "date")
        String birthDate = "";
    }

    /** What is answered; nobody where the id was given to nobody. */
    @XmlRootElement(name = "XacMinhResponse", namespace = SPACE)
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class Answer {
        @XmlElement(name = "nguoi", namespace = SPACE)
        List<Person> people = new ArrayList<>();
    }

    /** Somebody; his name is told only to whoever knows his birth date. */
    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(propOrder = {"verdict", "name"})
    public static final class Person {
        @XmlElement(name = "ketLuan", namespace = SPACE, required = true)
        String verdict = "";

        @XmlElement(name = "hoTen", namespace = SPACE)
        @Nullable
        String name;
    }

    /** Whether the service runs. */
    @XmlRootElement(name = "TinhTrang", namespace = SPACE)
    public static final class StateQuestion {}

    /** It does. */
    @XmlRootElement(name = "TinhTrangResponse", namespace = SPACE)
    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(propOrder = {"service", "version"})
    public static final class State {
        @XmlElement(name = "dichVu", namespace = SPACE, required = true)
        String service = "dan-cu";

        @XmlElement(name = "phienBan", namespace = SPACE)
        int version = VERSION;
    }

    /** Somebody as the registry has him. */
    record Registered(LocalDate birthDate, String name) {}

    @WebMethod(operationName = "XacMinh", action = SPACE + ":XacMinh")
    @WebResult(name = "XacMinhResponse", targetNamespace = SPACE, partName = "parameters")
    public Answer verify(
            @WebParam(name = "XacMinh", targetNamespace = SPACE, partName = "parameters") Question question) {
        LocalDate birthDate = LocalDate.parse(question.birthDate.substring(0, 10)); // a zone may follow
        Answer answer = new Answer();
        List<Registered> holders = registered(question.id);
        holders.stream()
                .filter(one -> one.birthDate().equals(birthDate))
                .findFirst()
                .or(() -> holders.stream().findFirst())
                .ifPresent(one -> {
                    Person person = new Person();
                    boolean same = one.birthDate().equals(birthDate);
                    person.verdict = same ? "KHOP" : "KHAC_NGAY_SINH";
                    person.name = same ? one.name() : null;
                    answer.people.add(person);
                });
        return answer;
    }

    @WebMethod(operationName = "TinhTrang", action = SPACE + ":TinhTrang")
    @WebResult(name = "TinhTrangResponse", targetNamespace = SPACE, partName = "parameters")
    public State state(
            @WebParam(name = "TinhTrang", targetNamespace = SPACE, partName = "parameters") StateQuestion question) {
        return new State();
    }

    /** Whom the registry knows under an id. Localities count by themselves, so two pupils of different ones may have the same. */
    @WebMethod(exclude = true)
    List<Registered> registered(String id) {
        return everybody.stream()
                .map(sector -> sector.holder(id)
                        .map(pupil -> registered(sector, pupil))
                        .orElse(null))
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable Registered registered(SmallSector sector, Pupil pupil) {
        Fault fault = faults.at(pupil.index());
        LocalDate birthDate = pupil.birthDate();
        if (fault == Fault.NOT_REGISTERED) {
            return null;
        }
        if (fault == Fault.REGISTERED_BIRTH_DATE_OTHER) {
            return new Registered(
                    birthDate.getDayOfYear() == 1 ? birthDate.plusDays(1) : birthDate.minusDays(1), pupil.name());
        }
        if (fault == Fault.REGISTERED_NAME_OTHER) {
            long other = pupil.index() + 1;
            while (sector.pupil(other).name().equals(pupil.name())) {
                other++;
            }
            return new Registered(birthDate, sector.pupil(other).name());
        }
        return new Registered(birthDate, pupil.name());
    }
}
