-- What one person asked for and a second one has to decide. Nothing of the thing itself is kept here but what is shown.
create table approval_requests (
    id bigint generated always as identity primary key,
    kind text not null,
    subject text not null,
    agency text,
    act text not null,
    what_vi text not null,
    what_en text not null,
    page text not null,
    difference jsonb not null,
    facts jsonb not null,
    requester text not null,
    reason text not null,
    asked_at timestamptz not null,
    expires_at timestamptz not null,
    state text not null check (state in ('open', 'approved', 'declined', 'withdrawn')),
    decided_by text,
    decided_at timestamptz,
    words text
);
create unique index approval_requests_once on approval_requests (kind, subject) where state = 'open';
