package vn.lienthong.service;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;
import vn.lienthong.mapping.RowCondition;

/**
 * The permission of one agency to ask one service.
 *
 * @param name {@code <service>.<word for the consumer>}
 * @param consumer the agency whose programs may ask
 * @param purpose what for; every call is recorded with it
 * @param legalBasis the instruments it rests on, by their names
 * @param answer the columns that are answered, in this order; all of them of the service
 * @param because why a column is needed, by its name; all sensitive ones of an agreement of the hub have it
 * @param where a CEL expression over {@code row}: only rows for which it is true are there for the consumer; null for all
 * @param seen the same, compiled
 * @param list whether the consumer may take all rows that are there for it as a list
 * @param perMinute most calls in a minute of the clock, of all programs of the consumer together
 * @param perDay the same in a day of Vietnam
 * @param from the first day
 * @param until the last day
 * @param contact whom to ask at the consumer's, null where nobody is named
 * @param document the file it was read from
 */
public record Agreement(
        String name,
        ServiceId service,
        AgencyCode consumer,
        Text purpose,
        List<String> legalBasis,
        List<String> answer,
        Map<String, String> because,
        @Nullable String where,
        @Nullable RowCondition seen,
        boolean list,
        int perMinute,
        int perDay,
        LocalDate from,
        LocalDate until,
        @Nullable String contact,
        Document document) {
    /** Whether a day lies in its term. */
    public boolean covers(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(until);
    }

    /**
     * Goes on only if no other agreement lets the consumer ask the same service at the same time: a call must be under one alone.
     *
     * @throws DocumentException naming the other
     */
    void refuseBeside(Collection<Agreement> others) {
        for (Agreement other : others) {
            boolean same = other.service.equals(service) && other.consumer.equals(consumer);
            if (same && !other.until.isBefore(from) && !until.isBefore(other.from)) {
                HubException twice = new HubException(
                        ServiceError.AGREEMENT_TWICE,
                        Map.of("consumer", consumer, "service", service, "other", other.name));
                throw new DocumentException(
                        List.of(Problem.of(document.fileName(), document.line("/consumer"), twice)));
            }
        }
    }

    /** Whether a file holds it; else it was approved in the hub. */
    public boolean ofFile() {
        return !document.fileName().startsWith("hub/");
    }

    /** The file it comes from. */
    public String file() {
        return document.fileName();
    }
}
