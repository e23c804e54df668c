package vn.lienthong.sample;

/** The three places of the small sector. Their systems still write the former two-digit province codes. */
public enum Locality {
    HANOI("H26", "HN", "01"),
    HCMC("H29", "HCM", "79"),
    LAO_CAI("H38", "LC", "10");

    private final String agency;
    private final String prefix;
    private final String formerCode;

    Locality(String agency, String prefix, String formerCode) {
        this.agency = agency;
        this.prefix = prefix;
        this.formerCode = formerCode;
    }

    /** The code of the agency that runs the place's school system. */
    public String agency() {
        return agency;
    }

    /** How its pupil ids begin. */
    public String prefix() {
        return prefix;
    }

    /** Its former province code: how its school codes begin. */
    public String formerCode() {
        return formerCode;
    }
}
