-- The key that signs the journal's heads. The private half is sealed in the vault's way.
create table journal_keys (
    name text primary key,
    public_key bytea not null,
    private_key bytea not null,
    created_at timestamptz not null
);

-- The end of the journal as it stood, signed once a day: who alters what came before has to forge a signature.
create table journal_heads (
    id bigint primary key,
    hash bytea not null,
    signed_at timestamptz not null,
    signature bytea not null
);
