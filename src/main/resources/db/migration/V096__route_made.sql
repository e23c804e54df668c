-- Hand-made routes, version by version. The newest of a name counts; where a file holds the name, the file's.
create table route_made_versions (
    name text not null,
    version integer not null,
    text text not null,
    origin text not null check (origin in ('file', 'hub')),
    by_whom text not null,
    at timestamptz not null,
    under text,
    removed boolean not null default false,
    primary key (name, version)
);

-- When a clock of a hand-made route took effect last, on whichever node.
create table route_made_ticks (
    route text primary key,
    at timestamptz not null
);
