package vn.lienthong;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** For the hub and its tests alike. */
@AnalyzeClasses(packages = "vn.lienthong")
class ThreadsTest {
    @ArchTest
    static final ArchRule nothingWaitsInTheCommonPool = noClasses()
            .should()
            .callMethod(CompletableFuture.class, "runAsync", Runnable.class)
            .orShould()
            .callMethod(CompletableFuture.class, "supplyAsync", Supplier.class)
            .because("the common pool has one thread on two processors, and the JDK itself needs it for the end of a"
                    + " process: work that waits has a thread of its own");
}
