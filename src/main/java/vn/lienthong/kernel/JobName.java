package vn.lienthong.kernel;

/**
 * The name of a sync job.
 *
 * @param value lower-case letters, digits and hyphens, at most 63 characters
 */
public record JobName(String value) implements Comparable<JobName> {
    public JobName {
        Names.check("job", value);
    }

    @Override
    public int compareTo(JobName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
