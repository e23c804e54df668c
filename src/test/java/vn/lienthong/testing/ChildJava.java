package vn.lienthong.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes of a test that run our code on the Java of the test, with its class path, and live too briefly to be compiled well. */
public final class ChildJava {
    private ChildJava() {}

    /**
     * The command line up to the options; the main class and its arguments follow.
     *
     * @param options further ones of the virtual machine
     */
    public static List<String> line(String... options) {
        List<String> line = new ArrayList<>(List.of(program("java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        line.addAll(List.of(options));
        line.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return line;
    }

    /** A program that comes with the Java of the test. */
    static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
