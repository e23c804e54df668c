-- Sealed secrets. The key is kept outside this database.
create table vault_secrets (
    connector text not null,
    field text not null,
    sealed bytea not null,
    sealed_at timestamptz not null,
    primary key (connector, field)
);

-- One known text sealed with the key, so that a wrong key is noticed at the start and not at the first use.
create table vault_canaries (
    name text primary key,
    sealed bytea not null
);
