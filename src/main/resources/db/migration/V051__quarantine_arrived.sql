-- Keys that arrive with a batch and have held rows: those are out of date once the target has committed that batch.
create table quarantine_arrived (
    job text not null,
    run bigint not null,
    batch bigint not null,
    key_mark bytea not null,
    primary key (job, run, batch, key_mark)
);
