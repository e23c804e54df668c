package vn.lienthong.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.jdbc.core.ColumnMapRowMapper;
import org.springframework.jdbc.core.JdbcTemplate;

/** A Camel route as one writes it first: the rows are split, and each is mapped, checked and written as one exchange. */
final class CamelPerRow implements Contender {
    @Override
    public String name() {
        return "Camel, one row an exchange";
    }

    @Override
    public long share(long rows) {
        return Math.min(rows, 20_000);
    }

    @Override
    public void move(BenchData data, long rows) throws Exception {
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(data.server().database(BenchData.TARGET));
        pool.setMaximumPoolSize(4);
        JdbcTemplate source = new JdbcTemplate(data.server().database(BenchData.SOURCE));
        try (HikariDataSource target = new HikariDataSource(pool);
                DefaultCamelContext camel = new DefaultCamelContext()) {
            JdbcTemplate write = new JdbcTemplate(target);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:pupils")
                            .split(body())
                            .streaming()
                            .filter(exchange -> RowRules.good(
                                    (String) exchange.getMessage().getBody(Map.class).get("so_dinh_danh")))
                            .process(exchange -> upperCase(exchange.getMessage().getBody(Map.class)))
                            .process(exchange -> write.update(
                                    JdbcBatches.UPSERT,
                                    exchange.getMessage().getBody(Map.class).values().toArray()));
                }
            });
            camel.start();
            var list = source.query(
                    "select * from hoc_sinh where ma_hs <= " + rows + " order by ma_hs", new ColumnMapRowMapper());
            camel.createProducerTemplate().sendBody("direct:pupils", list.iterator());
        }
    }

    @SuppressWarnings("unchecked")
    private static void upperCase(Map<?, ?> row) {
        ((Map<String, Object>) row).put("ho_ten", RowRules.name((String) row.get("ho_ten")));
    }
}
