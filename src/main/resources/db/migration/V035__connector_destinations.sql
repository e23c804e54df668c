-- Where the connectors of an agency may go beside what the file lists; each was asked for by one person and approved by another.
create table connector_destinations (
    id bigint generated always as identity primary key,
    agency text not null,
    host text,
    cidr text,
    ports text not null,
    granted_by text not null,
    granted_at timestamptz not null,
    ended_by text,
    ended_at timestamptz,
    check ((host is null) <> (cidr is null))
);
create unique index on connector_destinations (agency, coalesce(host, cidr), ports) where ended_at is null;
