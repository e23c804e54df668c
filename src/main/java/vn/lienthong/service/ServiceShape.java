package vn.lienthong.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;

/**
 * What a service asks and answers, as far as it is for whoever reads of it: what descriptions are made of.
 *
 * @param ask the columns that a caller must give
 * @param answer those that are answered him
 * @param inAddress whether what is asked may stand in an address
 * @param page most rows of a page of the list that he may take; 0 where he may take none
 * @param roster which entity of OneRoster its rows are; null where they are none
 * @param limits how often he may call; null where that is not said
 * @param retirement how this version goes out of use
 */
record ServiceShape(
        ServiceId id,
        Text title,
        @Nullable String contact,
        List<Column> ask,
        List<Column> answer,
        boolean inAddress,
        int page,
        @Nullable Roster roster,
        @Nullable Limits limits,
        Retirement retirement) {
    /** Most calls, as the agreement has them. */
    record Limits(int perMinute, int perDay) {}

    /**
     * The shape as the dataset is now.
     *
     * @throws HubException as of the connector where it cannot be asked what its columns are
     */
    static ServiceShape of(
            CallTools tools, DataService service, List<String> answer, int page, @Nullable Limits limits) {
        Schema schema = tools.lookUps().schema(service);
        return new ServiceShape(
                service.id(),
                service.title(),
                service.contact(),
                columns(schema, service.ask()),
                columns(schema, answer),
                service.ask().stream().noneMatch(column -> tools.masked(service, column)),
                page,
                service.roster(),
                limits,
                service.retirement());
    }

    private static List<Column> columns(Schema schema, List<String> names) {
        List<Column> columns = new ArrayList<>();
        for (String name : names) {
            Column column = schema.column(name);
            if (column == null) {
                throw new HubException(ServiceError.COLUMN_GONE, Map.of("column", name));
            }
            columns.add(column);
        }
        return columns;
    }
}
