package vn.lienthong.vault;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionOperations;
import vn.lienthong.kernel.Journal;

/** Takes secrets away from a use they were not given for; voiding and its entry in the journal are one transaction. */
final class VoidedSecrets {
    private final Journal journal;
    private final TransactionOperations transaction;

    VoidedSecrets(Journal journal, TransactionOperations transaction) {
        this.journal = journal;
        this.transaction = transaction;
    }

    /** Whether a sealed secret fits; it voids itself where it does not. */
    boolean sealed(String connector, String field, BooleanSupplier fits) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean fitting = fits.getAsBoolean();
            if (!fitting) {
                record(connector, field, "done");
            }
            return fitting;
        }));
    }

    /** Whether a mounted secret fits; a use that does not is told once. */
    boolean mounted(String connector, String field, Supplier<MountedSecrets.Use> wanted) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            MountedSecrets.Use use = wanted.get();
            if (use == MountedSecrets.Use.REFUSED_NOW) {
                record(connector, field, "refused");
            }
            return use == MountedSecrets.Use.FITS;
        }));
    }

    private void record(String connector, String field, String outcome) {
        journal.recordWithin(new Journal.Entry(
                "hub", "connector.secret-voided", "connector/" + connector, outcome, null, Map.of("field", field)));
    }
}
