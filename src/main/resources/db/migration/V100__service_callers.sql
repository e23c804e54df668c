-- Programs of other agencies that ask published services. They are no people: what they hold opens /data alone.
create table service_callers (
    name text primary key,
    agency text not null,
    contact text,
    created_by text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    ended_by text,
    ended_at timestamptz
);

-- A secret is shown once and kept as a hash. While a program changes over, the one before it still counts.
create table service_secrets (
    id bigint generated always as identity primary key,
    caller text not null references service_callers (name),
    hash bytea not null unique,
    created_by text not null,
    created_at timestamptz not null,
    ends_at timestamptz
);
create index on service_secrets (caller);

-- What a program gets for its secret: ten minutes, and no longer than the secret counts.
create table service_tokens (
    hash bytea primary key,
    secret bigint not null references service_secrets (id),
    expires_at timestamptz not null
);
create index on service_tokens (expires_at);
