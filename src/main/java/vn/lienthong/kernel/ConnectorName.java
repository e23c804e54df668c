package vn.lienthong.kernel;

/**
 * The name of a registered connector.
 *
 * @param value lower-case letters, digits and hyphens, at most 63 characters
 */
public record ConnectorName(String value) implements Comparable<ConnectorName> {
    public ConnectorName {
        Names.check("connector", value);
    }

    @Override
    public int compareTo(ConnectorName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
