-- Correction workbooks that came back: what they say of held rows, from the moment it is shown until it is done. The workbook
-- itself is not kept, and what it says of a row only until that row is settled.
create table quarantine_returned (
    id bigint generated always as identity primary key,
    person text not null,
    file text not null,
    job text not null,
    made_at timestamptz not null,
    -- shown; then running; then done, or stopped where the rest could not be run
    state text not null check (state in ('shown', 'running', 'done', 'stopped')),
    moved_at timestamptz not null,
    unchanged integer not null,
    settled integer not null,
    unknown integer not null,
    faults jsonb not null,
    stop_vi text,
    stop_en text
);
create table quarantine_returned_rows (
    returned bigint not null references quarantine_returned (id) on delete cascade,
    held_row bigint not null references quarantine_rows (id) on delete cascade,
    place_vi text not null,
    place_en text not null,
    changes bytea,
    -- null until it was run; then released, refused or overtaken by something else
    outcome text check (outcome in ('released', 'refused', 'overtaken')),
    primary key (returned, held_row)
);
create index quarantine_returned_rows_by_row on quarantine_returned_rows (held_row);
