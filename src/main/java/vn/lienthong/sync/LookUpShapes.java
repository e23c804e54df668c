package vn.lienthong.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Calls;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.LooksUp;
import vn.lienthong.connector.Operation;
import vn.lienthong.connector.Session;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Schema;
import vn.lienthong.mapping.FieldRule;
import vn.lienthong.mapping.LookUpRule;
import vn.lienthong.mapping.LookUpShape;
import vn.lienthong.mapping.MappingDefinition;

/** What the look-ups of a mapping can be asked with and answer. */
final class LookUpShapes {
    private final Connectors connectors;
    private final boolean askSystems;
    private final Map<String, LookUpShape> shapes = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private LookUpShapes(Connectors connectors, boolean askSystems) {
        this.connectors = connectors;
        this.askSystems = askSystems;
    }

    /**
     * All of them as they are now, by name. Databases are asked, services are described by their settings.
     *
     * @throws DocumentException naming the line of each that cannot be asked
     * @throws HubException UNAVAILABLE or CREDENTIAL where a system cannot say
     */
    static Map<String, LookUpShape> now(MappingDefinition rules, Connectors connectors) {
        LookUpShapes all = new LookUpShapes(connectors, true);
        rules.lookUps().forEach(rule -> all.look(rules.file(), rule));
        if (!all.problems.isEmpty()) {
            throw new DocumentException(all.problems);
        }
        return all.shapes;
    }

    /**
     * Those that are known without asking a system, by name.
     *
     * @param problems takes what is wrong in the others
     */
    static Map<String, LookUpShape> described(
            MappingDefinition rules, Connectors connectors, Collection<Problem> problems) {
        LookUpShapes all = new LookUpShapes(connectors, false);
        rules.lookUps().stream()
                .filter(rule -> connectors.find(rule.ask().connector()).isPresent())
                .forEach(rule -> all.look(rules.file(), rule));
        problems.addAll(all.problems);
        return all.shapes;
    }

    private void look(String file, LookUpRule rule) {
        ConnectorName asked = rule.ask().connector();
        try (Session session = askSystems ? connectors.open(asked) : connectors.described(asked)) {
            LookUpShape shape = shape(rule, session);
            if (shape != null) {
                shapes.put(rule.name(), shape);
            }
        } catch (HubException wrong) {
            ErrorKind kind = wrong.code().kind();
            if (kind == ErrorKind.CONFIGURATION || kind == ErrorKind.NOT_FOUND) {
                problems.add(Problem.of(file, rule.line(), wrong));
            } else if (askSystems) {
                throw wrong;
            }
        }
    }

    private @Nullable LookUpShape shape(LookUpRule rule, Session session) {
        if (session instanceof Calls calls) {
            Operation operation = calls.operation(rule.ask().dataset());
            return new LookUpShape(operation.input(), operation.required(), classed(rule, operation.output()));
        }
        if (!(session instanceof LooksUp)) {
            throw new HubException(
                    SyncError.CONNECTOR_CANNOT, Map.of("connector", rule.ask().connector(), "capability", "look-up"));
        }
        if (!askSystems) {
            return null;
        }
        Schema columns = connectors.dataset(rule.ask()).schema();
        return new LookUpShape(
                columns, rule.with().stream().map(FieldRule::field).toList(), columns);
    }

    /** A service says nothing of classes; the connector may, under the operation's name. */
    private Schema classed(LookUpRule rule, Schema output) {
        Optional<Connector> connector = connectors.find(rule.ask().connector());
        List<Column> columns = output.columns().stream()
                .map(column -> connector
                        .map(known -> column.classed(known.dataClass(rule.ask().dataset(), column.name())))
                        .orElse(column))
                .toList();
        return new Schema(columns);
    }
}
