-- Agreements that were proposed in the hub by one person of the providing agency and approved by another; those of files are not here.
create table service_agreements (
    id bigint generated always as identity primary key,
    name text not null,
    yaml text not null,
    approved_by text not null,
    approved_at timestamptz not null,
    ended_by text,
    ended_at timestamptz
);
create unique index on service_agreements (name) where ended_at is null;
