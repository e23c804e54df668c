-- How often an agreement was used in the minute and the day of its last call; all nodes count here.
create table service_limits (
    agreement text primary key,
    minute timestamptz not null,
    in_minute bigint not null,
    day date not null,
    in_day bigint not null
);

-- Calls by agreement and five minutes: for the console, and to find who tries one person after the other.
create table service_uses (
    agreement text not null,
    since timestamptz not null,
    found bigint not null default 0,
    missed bigint not null default 0,
    refused bigint not null default 0,
    primary key (agreement, since)
);

-- Agreements that do not count though they are written: somebody, or the hub itself, stopped them.
create table service_suspensions (
    agreement text primary key,
    suspended_by text not null,
    suspended_at timestamptz not null,
    reason text,
    lifted_by text,
    lifted_at timestamptz
);
