package vn.lienthong.route.made;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.HubException;

/** One step's way to a connector. It heeds no header: what it does stands in the file and nowhere else. */
final class ConnectorEndpoint extends DefaultEndpoint {
    /** Rows that moved in an exchange so far. */
    static final String MOVED = "CamelLienthongMoved";

    private final Reach reach;
    private final RowsDoor door;
    private final Turns turns;

    ConnectorEndpoint(String uri, ConnectorComponent component, Reach reach, RowsDoor door, Turns turns) {
        super(uri, component);
        this.reach = reach;
        this.door = door;
        this.turns = turns;
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) {
                timed(exchange);
            }
        };
    }

    /** Nothing begins at a connector: what follows a system must keep its place there, which is a sync job's work. */
    @Override
    public Consumer createConsumer(Processor processor) {
        throw new HubException(
                MadeError.CANNOT, Map.of("connector", reach.dataset().connector(), "act", "follow"));
    }

    private void timed(Exchange exchange) {
        TurnMemo memo = TurnMemo.of(exchange);
        TurnMemo.Done before = memo.take(reach);
        if (before != null) {
            taken(exchange.getMessage(), before);
            return;
        }
        if (Boolean.TRUE.equals(exchange.getIn().getHeader(Exchange.REDELIVERED, Boolean.class))) {
            memo.refuseLasting(reach); // whatever the route says of trying again
        }
        long from = System.nanoTime();
        boolean failed = true;
        try {
            work(exchange, memo);
            failed = false;
        } catch (RuntimeException thrown) {
            memo.failed(reach, thrown, exchange.getMessage().getBody() instanceof Rows rows ? rows : null);
            turns.failed(reach.route(), reach.step(), thrown);
            throw thrown;
        } finally {
            turns.step(reach.route(), reach.step(), System.nanoTime() - from, failed);
        }
    }

    /** What an attempt before has done is as if it were done now. */
    private static void taken(Message message, TurnMemo.Done before) {
        Rows rows = before.rows();
        if (rows == null) {
            message.setHeader("written", before.written());
            message.setHeader("unchanged", before.unchanged());
        } else {
            message.setBody(rows);
            message.setHeader("rows", rows.batch().size());
        }
    }

    private void work(Exchange exchange, TurnMemo memo) {
        Message message = exchange.getMessage();
        if (reach.act().equals("write")) {
            Counts counts = door.write(reach, rows(message), memo);
            memo.wrote(reach, counts);
            message.setHeader("written", counts.written());
            message.setHeader("unchanged", counts.unchanged());
            moved(exchange, counts.written());
            return;
        }
        Rows rows = reach.act().equals("read") ? door.read(reach) : door.call(reach, rows(message));
        memo.brought(reach, rows);
        message.setBody(rows);
        message.setHeader("rows", rows.batch().size());
        moved(exchange, rows.batch().size());
    }

    private Rows rows(Message message) {
        if (message.getBody() instanceof Rows rows) {
            return rows;
        }
        throw new HubException(MadeError.NO_ROWS, Map.of("step", reach.step()));
    }

    private static void moved(Exchange exchange, long rows) {
        exchange.setProperty(MOVED, exchange.getProperty(MOVED, 0L, Long.class) + rows);
    }

    @Override
    public boolean isSingleton() {
        return true;
    }
}
