-- Requests to erase one person, and what became of each. The value that identifies the person is sealed, and gone once all is done.
create table person_erasures (
    id bigint generated always as identity primary key,
    agency text not null,
    dataset text,
    column_name text not null,
    value bytea,
    reason text not null,
    basis text not null,
    requester text not null,
    asked_at timestamptz not null,
    -- asked: waits for a second person; open: approved, not everything done; done; dropped: declined, withdrawn or not decided in time
    state text not null check (state in ('asked', 'open', 'done', 'dropped')),
    approval bigint,
    approver text,
    approved_at timestamptz,
    ended_at timestamptz,
    busy_until timestamptz,
    lifted_at timestamptz,
    lifted_approval bigint
);

-- What became of each place: erased, nothing (was there), or waits (could not be, is tried again).
create table person_places (
    erasure bigint not null references person_erasures (id),
    job text not null,
    what text not null check (what in ('quarantine', 'target', 'answers')),
    outcome text not null check (outcome in ('erased', 'nothing', 'waits')),
    rows integer not null,
    code text,
    why_vi text,
    why_en text,
    tries integer not null default 1,
    at timestamptz not null,
    primary key (erasure, job, what)
);
