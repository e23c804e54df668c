package vn.lienthong.service;

/** Says for the log why something could not be written, without what was to be written. */
final class Unwritten {
    private Unwritten() {}

    static String why(RuntimeException failed) {
        Throwable deepest = failed;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        return deepest.getClass().getSimpleName() + " "
                + String.valueOf(deepest.getMessage()).lines().findFirst().orElse("");
    }
}
