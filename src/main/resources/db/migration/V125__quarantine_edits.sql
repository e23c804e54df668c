-- What held rows were before somebody corrected them: who, when, and the cells before and after, sealed.
create table quarantine_edits (
    id bigint generated always as identity primary key,
    held_row bigint not null references quarantine_rows (id) on delete cascade,
    person text not null,
    at timestamptz not null,
    cells bytea not null
);
create index quarantine_edits_by_row on quarantine_edits (held_row, id);
