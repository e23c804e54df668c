-- How people show who they are: a password, kept with Argon2id, and a second factor, sealed by the vault. People of the sample
-- have no second factor. A one-time code counts once: the step of the last one is kept.
create table agency_accounts (
    person text primary key references agency_people (name),
    password text not null,
    totp bytea,
    totp_step bigint not null default 0,
    changed_at timestamptz not null
);
create table agency_recovery_codes (
    person text not null references agency_accounts (person) on delete cascade,
    hash bytea not null,
    used_at timestamptz,
    primary key (person, hash)
);

-- Invitations are shown once; only a hash is kept. An accepted or replaced one has ended.
create table agency_invitations (
    id bigint generated always as identity primary key,
    person text not null references agency_people (name),
    hash bytea not null unique,
    invited_by text not null,
    made_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz
);

-- Attempts that failed lately, by name and by address; the key is a hash, so that nothing a stranger writes is kept.
create table agency_attempts (
    key bytea primary key,
    failures integer not null,
    last_at timestamptz not null
);
create index on agency_attempts (last_at);

-- A session counts as long as its person's number is the one it began under.
alter table agency_people
    add column session_epoch bigint not null default 0,
    add column ended_by text,
    add column sample boolean not null default false;
