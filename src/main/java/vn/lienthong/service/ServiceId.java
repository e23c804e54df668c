package vn.lienthong.service;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.lienthong.kernel.HubException;

/**
 * One version of a service, written {@code pupil-status/1}.
 *
 * @param name lower-case letters, digits and hyphens, at most 63 characters
 * @param version from 1
 */
public record ServiceId(String name, int version) implements Comparable<ServiceId> {
    private static final Pattern WRITTEN = Pattern.compile("([a-z0-9-]{1,63})/([1-9][0-9]{0,3})");

    public ServiceId {
        if (!WRITTEN.matcher(name + "/" + version).matches()) {
            throw wrong(name + "/" + version);
        }
    }

    /**
     * Reads {@code pupil-status/1}.
     *
     * @throws HubException CONFIGURATION where it is none
     */
    public static ServiceId parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw wrong(text);
        }
        return new ServiceId(written.group(1), Integer.parseInt(written.group(2)));
    }

    private static HubException wrong(String text) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return new HubException(ServiceError.NAME_INVALID, Map.of("service", shown));
    }

    /** Where it answers: {@code /data/pupil-status/v1}. */
    public String address() {
        return "/data/" + name + "/v" + version;
    }

    /** Where it answers in envelopes: {@code /soap/pupil-status/v1}. */
    public String soapAddress() {
        return "/soap/" + name + "/v" + version;
    }

    /** The namespace of its messages. */
    String space() {
        return "https://lienthong.vn/services/" + name + "/v" + version;
    }

    /** The route that carries its calls: {@code service.pupil-status.v1}. */
    public String route() {
        return "service." + name + ".v" + version;
    }

    @Override
    public int compareTo(ServiceId other) {
        int byName = name.compareTo(other.name);
        return byName == 0 ? Integer.compare(version, other.version) : byName;
    }

    @Override
    public String toString() {
        return name + "/" + version;
    }
}
