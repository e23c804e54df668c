package vn.lienthong.connector;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.HubException;

/**
 * Hosts that the connectors of an agency may reach.
 *
 * @param number of one that the hub keeps; null for one of the file
 * @param host a name or an address as connectors write it; null where a range is given
 * @param cidr a range of addresses; null where a host is given
 * @param ports numbers and ranges, e.g. {@code 5432, 6000-6010}
 */
record Destination(
        @Nullable Long number,
        AgencyCode agency,
        @Nullable String host,
        @Nullable String cidr,
        String ports) {
    private static final Pattern HOST = Pattern.compile("[a-z0-9:]([a-z0-9.:-]{0,251}[a-z0-9])?");
    private static final Pattern RANGE = Pattern.compile("[0-9a-f.:]{2,45}/[0-9]{1,3}");
    private static final Pattern PORTS = Pattern.compile("\\d{1,5}(-\\d{1,5})?(,\\s*\\d{1,5}(-\\d{1,5})?){0,19}");

    /**
     * One that somebody asks for, with host or range as typed into one field.
     *
     * @throws HubException CONFIGURATION where it can be none, or leads where nobody may go
     */
    static Destination asked(AgencyCode agency, String where, String ports) {
        String typed = where.strip().toLowerCase(Locale.ROOT);
        String listed = ports.strip().replaceAll("\\s*,\\s*", ", ");
        if (!PORTS.matcher(listed).matches()) {
            throw new HubException(RegistryError.PORTS_INVALID, Map.of("ports", ConnectorReader.shortened(ports)));
        }
        boolean range = RANGE.matcher(typed).matches();
        if (!range && !HOST.matcher(typed).matches()) {
            throw new HubException(RegistryError.DESTINATION_INVALID, Map.of("host", ConnectorReader.shortened(where)));
        }
        Destination asked = new Destination(null, agency, range ? null : typed, range ? typed : null, listed);
        Destinations.none().and(List.of(asked)); // reads ports and range
        return asked;
    }

    /** Host or range. */
    public String where() {
        return host == null ? String.valueOf(cidr) : host;
    }

    /** The same place, whoever lists it. */
    boolean same(Destination other) {
        return agency.equals(other.agency) && where().equals(other.where()) && ports.equals(other.ports);
    }
}
