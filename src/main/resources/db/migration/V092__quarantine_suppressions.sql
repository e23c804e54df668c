-- Rows that do not come in again, because their person was erased: by the mark of the target key (column_name empty), or by that of a
-- value in a column of the source. Marks are keyed hashes; nothing of the person stands here.
create table quarantine_suppressions (
    job text not null,
    column_name text not null default '',
    mark bytea not null,
    erasure bigint not null,
    created_at timestamptz not null,
    lifted_at timestamptz,
    primary key (job, column_name, mark, erasure)
);
create index quarantine_suppressions_in_effect on quarantine_suppressions (job) where lifted_at is null;
