-- Certificates by which programs are known over TLS. Each is taken once and for one program; what has ended does not come back.
-- The programs themselves come by a later number, so that no constraint can name them; none is ever taken out.
create table service_certificates (
    id bigint generated always as identity primary key,
    caller text not null,
    hash bytea not null unique,
    subject text not null,
    issuer text not null,
    begins_at timestamptz not null,
    expires_at timestamptz not null,
    created_by text not null,
    created_at timestamptz not null,
    ends_at timestamptz
);
create index on service_certificates (caller);
