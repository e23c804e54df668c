package vn.lienthong.connector;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.approval.Approvable;
import vn.lienthong.approval.Approval;
import vn.lienthong.approval.Approvals;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Owned;
import vn.lienthong.kernel.Owners;
import vn.lienthong.kernel.Text;

/**
 * Where the connectors of an agency may go: whoever owns its connectors asks, somebody else who keeps the platform decides. As long as
 * nobody else keeps it, whoever does decides alone. To take a destination away takes one person.
 */
@Component
class DestinationDesk implements Approvable, Owned {
    private static final String KIND = "destination";
    private static final String AGENCY = "agency";
    private static final String WHERE = "where";
    private static final String PORTS = "ports";

    private final KeptDestinations kept;
    private final ConnectorRegistry registry;
    private final NameService names;
    private final Approvals approvals;
    private final Callers callers;
    private final Journal journal;
    private final TransactionTemplate transaction;

    DestinationDesk(
            KeptDestinations kept,
            ConnectorRegistry registry,
            NameService names,
            Approvals approvals,
            Callers callers,
            Journal journal,
            PlatformTransactionManager transactions) {
        this.kept = kept;
        this.registry = registry;
        this.names = names;
        this.approvals = approvals;
        this.callers = callers;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Those of the file and those of the hub, of the agencies that the caller may look at. */
    List<Destination> all() {
        Caller caller = callers.current();
        return Stream.concat(registry.destinationsOfFile().stream(), kept.all().stream())
                .filter(destination -> caller.sees(new Owners(destination.agency())))
                .toList();
    }

    /**
     * Lets an agency's connectors go somewhere, or asks for it.
     *
     * @param where a host or a range of addresses
     * @return the request, where a second person has to decide
     * @throws HubException CONFIGURATION where it can be no destination, CONFLICT where it is one already
     */
    Optional<Approval> ask(AgencyCode agency, String where, String ports, String reason, Caller caller) {
        caller.need(Act.REGISTER_CONNECTORS, agency);
        Destination asked = Destination.asked(agency, where, ports);
        List<InetAddress> addresses = addresses(asked);
        if (addresses.stream().anyMatch(AddressRules::forbidden)) {
            throw new HubException(RegistryError.DESTINATION_NEVER, Map.of("host", asked.where()));
        }
        if (there(asked)) {
            throw new HubException(
                    RegistryError.DESTINATION_THERE,
                    Map.of("agency", agency, "host", asked.where(), "ports", asked.ports()));
        }
        boolean alone = caller.may(Act.RUN_PLATFORM, null) && !callers.others(caller.name(), Act.RUN_PLATFORM, null);
        if (alone) {
            grant(asked, caller.name(), reason, null);
            return Optional.empty();
        }
        return Optional.of(approvals.propose(wanted(asked, addresses, reason), caller));
    }

    private Approval.Wanted wanted(Destination asked, List<InetAddress> addresses, String reason) {
        String place = asked.where() + ":" + asked.ports();
        return new Approval.Wanted(
                KIND,
                KIND + "/" + asked.agency() + "/" + place,
                asked.agency(),
                Act.RUN_PLATFORM,
                new Text(
                        "Cho kết nối của " + asked.agency() + " tới " + place,
                        "Let connectors of " + asked.agency() + " reach " + place),
                "/destinations",
                difference(asked, addresses),
                Map.of(AGENCY, asked.agency().value(), WHERE, asked.where(), PORTS, asked.ports()),
                reason.strip());
    }

    private List<Approval.Change> difference(Destination asked, List<InetAddress> addresses) {
        Text closed = new Text("chưa được phép", "closed");
        List<Approval.Change> difference = new ArrayList<>();
        difference.add(new Approval.Change(
                Text.same(asked.where()), closed, new Text("cổng " + asked.ports(), "ports " + asked.ports())));
        if (asked.host() != null) {
            String now = addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
            boolean own = addresses.stream().anyMatch(InetAddress::isLoopbackAddress);
            difference.add(new Approval.Change(
                    new Text("Địa chỉ lúc yêu cầu", "Addresses when asked"),
                    Text.same("–"),
                    addresses.isEmpty()
                            ? new Text("không phân giải được", "the name leads nowhere")
                            : new Text(now + (own ? " (máy này)" : ""), now + (own ? " (this machine)" : ""))));
        }
        String users = registry.all().stream()
                .filter(connector -> connector.agency().equals(asked.agency())
                        && asked.where().equals(connector.settings().get("host")))
                .map(connector -> connector.name().value())
                .collect(Collectors.joining(", "));
        if (!users.isEmpty()) {
            difference.add(new Approval.Change(
                    new Text("Kết nối trỏ tới đó", "Connectors that point there"), closed, Text.same(users)));
        }
        return difference;
    }

    /** What a host leads to now; nothing of a range, or of a name that leads nowhere yet. */
    private List<InetAddress> addresses(Destination asked) {
        if (asked.host() == null) {
            return List.of();
        }
        try {
            return names.addresses(asked.host());
        } catch (UnknownHostException nowhere) {
            return List.of(); // shown to whoever decides; a name may be asked for before its machine is there
        }
    }

    private boolean there(Destination asked) {
        return Stream.concat(registry.destinationsOfFile().stream(), kept.all().stream())
                .anyMatch(asked::same);
    }

    @Override
    public boolean stands(Approval approval) {
        return !there(asked(approval));
    }

    private static Destination asked(Approval approval) {
        Map<String, String> facts = approval.wanted().facts();
        return Destination.asked(new AgencyCode(facts.get(AGENCY)), facts.get(WHERE), facts.get(PORTS));
    }

    @Override
    public void carryOut(Approval approval, String approver, String words) {
        grant(asked(approval), approver, approval.wanted().reason(), "approval/" + approval.number());
    }

    private void grant(Destination destination, String by, String reason, @Nullable String under) {
        transaction.executeWithoutResult(status -> {
            record(by, "destination.granted", destination, reason, under);
            kept.add(destination, by);
        });
        registry.refresh();
    }

    /** Closes a way again; connections that are open end with their work. One of the file is its operator's. */
    void end(long number, String reason, Caller caller) {
        Destination there = kept.find(number).orElseThrow(() -> unknown("" + number));
        caller.need(Act.REGISTER_CONNECTORS, there.agency());
        transaction.executeWithoutResult(status -> {
            record(caller.name(), "destination.ended", there, reason, null);
            kept.end(number, caller.name());
        });
        registry.refresh();
    }

    private void record(String by, String act, Destination destination, String reason, @Nullable String under) {
        Journal.Entry entry = new Journal.Entry(
                        by,
                        act,
                        "destinations",
                        "done",
                        reason.isBlank() ? null : reason.strip(),
                        Map.of(WHERE, destination.where(), PORTS, destination.ports()))
                .withAgency(destination.agency());
        journal.recordWithin(under == null ? entry : entry.under(under));
    }

    @Override
    public Optional<Owners> owners(String id) {
        return id.matches("\\d{1,18}")
                ? kept.find(Long.parseLong(id)).map(one -> new Owners(one.agency()))
                : Optional.empty();
    }

    @Override
    public HubException unknown(String id) {
        return new HubException(RegistryError.DESTINATION_UNKNOWN, Map.of("number", id));
    }
}
