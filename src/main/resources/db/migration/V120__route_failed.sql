-- Exchanges that failed on routes: turns of hand-made ones, calls of services. Rows that jobs refuse are in quarantine, and not here.
create table route_failed (
    id bigint generated always as identity primary key,
    route text not null,
    agency text not null,
    -- turn: of a hand-made route, can be taken up where it failed; call: of a service, whose caller has to come again
    form text not null check (form in ('turn', 'call')),
    step text not null,
    dataset text,
    connector text,
    code text not null,
    kind text not null,
    problem_vi text not null,
    problem_en text not null,
    remedy_vi text not null,
    remedy_en text not null,
    -- which program asked, and under which agreement; null of turns
    asker text,
    under text,
    -- how many rows travelled where it failed
    rows integer not null,
    -- keyed hashes of the keys of what travelled
    marks bigint[] not null,
    -- by this the same failure of the same thing is one entry, with a count
    fold text,
    -- what the turn had done and held, sealed; null where there is nothing to go on with
    content bytea,
    content_key integer generated always as (vault_key_of(content)) stored references vault_keys (id),
    too_large boolean not null default false,
    -- open; queued and replaying: a person wants it again; unknown: it may have arrived; replayed, settled, discarded: over
    state text not null check (state in ('open', 'queued', 'replaying', 'unknown', 'replayed', 'settled', 'discarded')),
    attempts integer not null default 1,
    failed_at timestamptz not null,
    last_at timestamptz not null,
    -- when a later turn of the route went through: what this one holds is older than what is there
    overtaken_at timestamptz,
    replay bigint,
    lease uuid,
    leased_until timestamptz,
    ended_at timestamptz,
    ended_by text,
    decision text
);
create unique index route_failed_folded on route_failed (route, fold) where state = 'open' and fold is not null;
create index route_failed_by_route on route_failed (route, state, id);
create index route_failed_by_state on route_failed (state, id);
create index route_failed_by_mark on route_failed using gin (marks);
create index route_failed_ended on route_failed (ended_at) where ended_at is not null;
create index route_failed_by_key on route_failed (content_key) where content_key is not null;

-- What was not kept because a route had too many open ones: counted, so that nobody believes that there was nothing.
create table route_failed_beyond (
    route text not null,
    code text not null,
    count bigint not null,
    first timestamptz not null,
    last timestamptz not null,
    primary key (route, code)
);

-- Who wanted failed exchanges again, and why.
create table route_replays (
    id bigint generated always as identity primary key,
    by_whom text not null,
    reason text not null,
    asked_at timestamptz not null,
    count integer not null
);
