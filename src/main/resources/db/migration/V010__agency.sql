-- People who may enter the hub. Roles per agency come with the table of roles; until then the first person administers.
create table agency_people (
    id bigint generated always as identity primary key,
    name text not null unique,
    role text not null check (role in ('platform_administrator')),
    created_at timestamptz not null
);

-- Tokens for programs. Only a hash is kept: a token is shown once.
create table agency_tokens (
    id bigint generated always as identity primary key,
    person text not null,
    purpose text not null,
    hash bytea not null unique,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
);
