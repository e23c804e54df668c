-- Beside the secret in use: the next one, until it has been tried, and the one before, until the new one has signed in. They go
-- with the one in use. A date says when a secret ends, where whoever gave it said so.
alter table vault_secrets add column ends_on date;

create table vault_versions (
    number bigint generated always as identity primary key,
    connector text not null,
    field text not null,
    stage text not null check (stage in ('next', 'before')),
    sealed bytea not null,
    sealed_key integer generated always as (vault_key_of(sealed)) stored references vault_keys (id),
    sealed_at timestamptz not null,
    bound_to text,
    ends_on date,
    unique (connector, field, stage),
    foreign key (connector, field) references vault_secrets on delete cascade
);
