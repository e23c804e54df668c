-- Legal instruments that were put on record in the hub by one person and approved by another; those of files are not here.
create table service_instruments (
    id bigint generated always as identity primary key,
    name text not null,
    yaml text not null,
    approved_by text not null,
    approved_at timestamptz not null,
    ended_by text,
    ended_at timestamptz
);
create unique index on service_instruments (name) where ended_at is null;

-- What the hub itself has written into the journal about an agreement, so that it is written once by all nodes.
create table service_told (
    agreement text not null,
    act text not null,
    what text not null,
    day date not null,
    told_at timestamptz not null,
    primary key (agreement, act, what, day)
);
