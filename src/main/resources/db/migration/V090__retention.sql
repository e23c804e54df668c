-- When each kind of record was purged last, and how many went.
create table retention_purges (
    kind text primary key,
    purged_at timestamptz not null,
    removed bigint not null
);
