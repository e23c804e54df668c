-- Jobs that follow their source: what the source keeps for each, how far behind it was last seen, and what a person has said to a gap.
create table sync_follows (
    job text primary key,
    connector text not null,
    place text,
    behind_bytes bigint,
    kept_bytes bigint,
    cap_bytes bigint,
    grows_per_hour bigint,
    queued int not null default 0,
    last_change timestamptz,
    heard timestamptz,
    in_step boolean not null default false,
    said text,
    actor text
);
