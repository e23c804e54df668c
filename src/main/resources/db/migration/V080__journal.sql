-- Who did what, when. Each entry hashes the one before it, so that a change in the middle shows.
create table journal_entries (
    id bigint primary key,
    at timestamptz not null,
    actor text not null,
    act text not null,
    subject text not null,
    outcome text not null,
    reason text,
    details jsonb not null,
    previous bytea not null,
    hash bytea not null
);
