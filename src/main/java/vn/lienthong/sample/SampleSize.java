package vn.lienthong.sample;

/** How many pupils each system of the sample starts with. */
public record SampleSize(long hanoi, long hcmc, long laoCai) {
    /** Quick to start with, large enough to see something. */
    public static final SampleSize USUAL = new SampleSize(20_000, 12_000, 3_000);

    /** So many pupils in all, in the usual shares. */
    public static SampleSize ofPupils(long pupils) {
        long hanoi = pupils * 4 / 7;
        long hcmc = pupils * 12 / 35;
        return new SampleSize(hanoi, hcmc, pupils - hanoi - hcmc);
    }

    public long of(Locality locality) {
        return switch (locality) {
            case HANOI -> hanoi;
            case HCMC -> hcmc;
            case LAO_CAI -> laoCai;
        };
    }
}
