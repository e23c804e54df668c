-- Rows that jobs that follow have deleted of late, by the minute of the source's commit: what the guard on deletions adds up.
create table sync_deletions (
    job text not null,
    minute timestamptz not null,
    rows bigint not null,
    primary key (job, minute)
);
