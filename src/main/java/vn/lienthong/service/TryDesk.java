package vn.lienthong.service;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.KernelError;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;

/**
 * Lets people try services: whoever agrees on sharing for the providing agency under each of a service's agreements, whoever examines
 * systems for a consumer under that of his agency. To everybody else there is nothing to try.
 */
@Component
class TryDesk {
    private static final Logger LOG = LoggerFactory.getLogger(TryDesk.class);

    private final AgreementDesk desk;
    private final AgreementWords words;
    private final CallTools tools;
    private final Callers callers;
    private final Tries tries;

    TryDesk(AgreementDesk desk, AgreementWords words, CallTools tools, Callers callers, Tries tries) {
        this.desk = desk;
        this.words = words;
        this.tools = tools;
        this.callers = callers;
        this.tries = tries;
    }

    /**
     * A service that the caller may try.
     *
     * @param agreements those under which he may, by name
     * @param fields what is asked
     * @param personal whether it is about a person, or asks or answers what people see masked; then a reason is needed
     * @param reveals whether he may see such values as they are, for one of the agreements at least
     * @param away why it cannot be said of what types the fields are; null where it can
     */
    record Open(
            DataService service,
            List<AgreementDesk.Line> agreements,
            List<Field> fields,
            boolean personal,
            boolean reveals,
            @Nullable HubException away) {
        Map<String, ValueType> types() {
            Map<String, ValueType> types = new HashMap<>();
            fields.forEach(field -> {
                if (field.type() != null) {
                    types.put(field.column(), field.type());
                }
            });
            return types;
        }
    }

    /** A column that is asked; its type is null where the system behind cannot be asked for it. */
    record Field(String column, @Nullable ValueType type, DataClass kind) {}

    /**
     * What somebody wants to try.
     *
     * @param agreement the name of the one under which he asks
     * @param given what he typed, by column
     * @param reveal whether he wants to see personal values as they are
     */
    record Order(String agreement, Map<String, String> given, String reason, boolean reveal) {
        /** Names no value. */
        @Override
        public String toString() {
            return "Order[" + agreement + "]";
        }
    }

    /** The services that the caller may try. */
    Set<ServiceId> tried() {
        return desk.agreements().stream()
                .filter(this::may)
                .map(line -> line.agreement().service())
                .collect(Collectors.toSet());
    }

    private boolean may(AgreementDesk.Line line) {
        Caller caller = callers.current();
        return caller.may(Act.SHARE_DATA, line.provider())
                || caller.may(Act.EXAMINE, line.agreement().consumer());
    }

    /**
     * One of them.
     *
     * @param version as it stands in addresses: {@code v1}
     * @throws HubException NOT_FOUND where there is none for the caller
     */
    Open open(String name, String version) {
        String address = "/data/" + name + "/" + version;
        DataService service = desk.services().stream()
                .map(AgreementDesk.Published::service)
                .filter(one -> one.id().address().equals(address))
                .findFirst()
                .orElseThrow(TryDesk::nothing);
        List<AgreementDesk.Line> agreements = desk.agreements().stream()
                .filter(line -> line.agreement().service().equals(service.id()) && may(line))
                .toList();
        boolean provides = callers.current().may(Act.SHARE_DATA, service.agency());
        if (agreements.isEmpty() && !provides) {
            throw nothing();
        }
        Set<String> columns = new LinkedHashSet<>(service.ask());
        agreements.forEach(line -> columns.addAll(line.agreement().answer()));
        boolean masks = columns.stream().anyMatch(column -> tools.masked(service, column));
        boolean personal = masks || service.person() != null;
        boolean reveals = masks && agreements.stream().anyMatch(this::reveals);
        try {
            Schema schema = tools.lookUps().schema(service);
            return new Open(service, agreements, fields(service, schema), personal, reveals, null);
        } catch (HubException behind) {
            LOG.warn("of service {} it cannot be said what it asks: {}", service.id(), behind.getMessage());
            HubException away = provides ? behind : new HubException(ServiceError.NO_ANSWER_NOW, Map.of());
            return new Open(service, agreements, fields(service, null), personal, reveals, away);
        }
    }

    private List<Field> fields(DataService service, @Nullable Schema schema) {
        return service.ask().stream()
                .map(column -> new Field(
                        column,
                        schema == null || schema.column(column) == null
                                ? null
                                : schema.column(column).type(),
                        words.dataClass(service, column)))
                .toList();
    }

    /** Whoever sees personal data for one of the two that agreed on giving it. */
    private boolean reveals(AgreementDesk.Line line) {
        Caller caller = callers.current();
        return caller.may(Act.SEE_PERSONAL_DATA, line.provider())
                || caller.may(Act.SEE_PERSONAL_DATA, line.agreement().consumer());
    }

    /**
     * Asks as a program of the consumer would, and shows what it would get.
     *
     * @param way the address of the hub and the language, as the program would have them
     * @throws HubException NOT_FOUND where the agreement is not for the caller; CONFIGURATION where a reason is needed and none is given;
     *     DENIED where he may not see personal values and wants to, or has not shown lately that it is he
     */
    Tried carryOut(Open open, Order order, Tries.Way way) {
        AgreementDesk.Line line = open.agreements().stream()
                .filter(one -> one.agreement().name().equals(order.agreement()))
                .findFirst()
                .orElseThrow(TryDesk::nothing);
        Caller caller = callers.current();
        boolean reveals = order.reveal() && open.personal();
        if (reveals) {
            if (!reveals(line)) {
                caller.need(Act.SEE_PERSONAL_DATA, line.provider());
            }
            caller.needConfirmed();
        }
        String reason = order.reason().strip();
        if (open.personal() && reason.isEmpty()) {
            throw new HubException(ServiceError.REASON_MISSING, Map.of());
        }
        if (reason.codePointCount(0, reason.length()) > Journal.Entry.MOST_REASON) {
            throw new HubException(KernelError.REASON_TOO_LONG, Map.of("most", Journal.Entry.MOST_REASON));
        }
        Trier trier = new Trier(caller.name(), line.agreement(), reason.isEmpty() ? null : reason, reveals);
        Map<String, String> given = new LinkedHashMap<>();
        for (String column : open.service().ask()) {
            String typed = order.given().get(column);
            if (typed != null && !typed.isEmpty()) {
                given.put(column, typed);
            }
        }
        return tries.carryOut(
                trier, new TriedQuestion(open.service(), given, open.types()), hidden(open, reveals), way);
    }

    private Map<String, DataClass> hidden(Open open, boolean reveals) {
        Map<String, DataClass> hidden = new HashMap<>();
        if (!reveals) {
            for (String column : open.service().answer()) {
                DataClass kind = words.dataClass(open.service(), column);
                if (kind.masked()) {
                    hidden.put(column, kind.counted());
                }
            }
        }
        return hidden;
    }

    private static HubException nothing() {
        return new HubException(ServiceError.NOTHING_HERE, Map.of());
    }
}
