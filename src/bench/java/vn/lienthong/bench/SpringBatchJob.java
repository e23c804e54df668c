package vn.lienthong.bench;

import java.util.Map;
import javax.sql.DataSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.JobExecution;
import org.springframework.batch.core.JobParametersBuilder;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.launch.support.TaskExecutorJobLauncher;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JobRepositoryFactoryBean;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.item.database.JdbcBatchItemWriter;
import org.springframework.batch.item.database.JdbcCursorItemReader;
import org.springframework.batch.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.item.database.builder.JdbcCursorItemReaderBuilder;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.ColumnMapRowMapper;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** A Spring Batch job as its guide writes it: cursor reader, processor, batch writer, chunks of 1,000, state in the database. */
final class SpringBatchJob implements Contender {
    @Override
    public String name() {
        return "Spring Batch, chunk 1,000";
    }

    @Override
    public long share(long rows) {
        return Math.min(rows, 300_000);
    }

    @Override
    public void move(BenchData data, long rows) throws Exception {
        var targetSource = data.server().database(BenchData.TARGET);
        targetSource.setReWriteBatchedInserts(true);
        DataSource target = new com.zaxxer.hikari.HikariDataSource(pool(targetSource));
        try (AutoCloseable closing = (AutoCloseable) target) {
            JobRepository repository = repository(target);
            var transactions = new DataSourceTransactionManager(target);
            JdbcCursorItemReader<Map<String, Object>> reader = new JdbcCursorItemReaderBuilder<Map<String, Object>>()
                    .name("pupils")
                    .dataSource(data.server().database(BenchData.SOURCE))
                    .sql("select * from hoc_sinh where ma_hs <= " + rows + " order by ma_hs")
                    .fetchSize(1000)
                    .rowMapper(new ColumnMapRowMapper())
                    .build();
            JdbcBatchItemWriter<Map<String, Object>> writer = new JdbcBatchItemWriterBuilder<Map<String, Object>>()
                    .dataSource(target)
                    .sql(JdbcBatches.UPSERT)
                    .itemPreparedStatementSetter((row, statement) -> {
                        int column = 1;
                        for (Object value : row.values()) {
                            statement.setObject(column++, value);
                        }
                    })
                    .assertUpdates(false)
                    .build();
            writer.afterPropertiesSet();
            var step = new StepBuilder("copy", repository)
                    .<Map<String, Object>, Map<String, Object>>chunk(1000, transactions)
                    .reader(reader)
                    .processor(row -> {
                        if (!RowRules.good((String) row.get("so_dinh_danh"))) {
                            return null;
                        }
                        row.put("ho_ten", RowRules.name((String) row.get("ho_ten")));
                        return row;
                    })
                    .writer(writer)
                    .build();
            TaskExecutorJobLauncher launcher = new TaskExecutorJobLauncher();
            launcher.setJobRepository(repository);
            launcher.afterPropertiesSet();
            JobExecution execution = launcher.run(
                    new JobBuilder("pupils", repository).start(step).build(),
                    new JobParametersBuilder().addLong("at", System.nanoTime()).toJobParameters());
            if (execution.getStatus() != BatchStatus.COMPLETED) {
                throw new IllegalStateException("Spring Batch ended " + execution.getStatus());
            }
        }
    }

    private static com.zaxxer.hikari.HikariConfig pool(DataSource source) {
        var pool = new com.zaxxer.hikari.HikariConfig();
        pool.setDataSource(source);
        pool.setMaximumPoolSize(4);
        return pool;
    }

    private static JobRepository repository(DataSource target) throws Exception {
        var tables = new ResourceDatabasePopulator(
                new ClassPathResource("org/springframework/batch/core/schema-drop-postgresql.sql"),
                new ClassPathResource("org/springframework/batch/core/schema-postgresql.sql"));
        tables.setContinueOnError(true);
        tables.execute(target);
        JobRepositoryFactoryBean factory = new JobRepositoryFactoryBean();
        factory.setDataSource(target);
        factory.setTransactionManager(new DataSourceTransactionManager(target));
        factory.setDatabaseType("POSTGRES");
        factory.afterPropertiesSet();
        return factory.getObject();
    }
}
