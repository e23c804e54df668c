-- Rejected rows, sealed, until the responsible agency settles them.
create table quarantine_rows (
    id bigint generated always as identity primary key,
    job text not null,
    dataset text not null,
    agency text not null,
    run bigint not null,
    batch bigint not null,
    ordinal bigint not null,
    -- pending: the target has not committed yet; then held, released, discarded or superseded
    state text not null check (state in ('pending', 'held', 'released', 'discarded', 'superseded')),
    key_mark bytea,
    row_mark bytea not null,
    content bytea not null,
    edited bytea,
    field text,
    value_class text not null,
    code text not null,
    reason_vi text not null,
    reason_en text not null,
    repeats integer not null default 1,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    decided_by text,
    decided_at timestamptz,
    decision text,
    unique (job, run, ordinal)
);

create index quarantine_rows_by_key on quarantine_rows (job, key_mark) where state = 'held';
create index quarantine_rows_by_row on quarantine_rows (job, row_mark);
create index quarantine_rows_open on quarantine_rows (state, job, code, id);
