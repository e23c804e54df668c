-- Connectors registered in the hub itself; those of files are not here.
create table connector_connectors (
    name text primary key,
    document text not null,
    version bigint not null,
    changed_at timestamptz not null,
    changed_by text not null
);

create sequence connector_versions;

-- Answers of writes that carried an Idempotency-Key, so that a repeated one has no second effect.
create table connector_requests (
    key text not null,
    actor text not null,
    request text not null,
    status int not null,
    answer text not null,
    answered_at timestamptz not null,
    primary key (actor, key)
);
