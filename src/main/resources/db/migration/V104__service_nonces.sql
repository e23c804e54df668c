-- Envelopes that show the secret of a program (WS-Security): each counts once, on whatever node, and after a start as well.
create table service_nonces (
    caller text not null references service_callers (name),
    hash bytea not null,
    ends_at timestamptz not null,
    primary key (caller, hash)
);
create index on service_nonces (ends_at);
