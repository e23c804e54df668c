-- When what a connector signs in with, or what its server shows, ends, as the last examination found it.
create table connector_endings (
    connector text not null,
    kind text not null,
    ends_at timestamptz not null,
    seen_at timestamptz not null,
    primary key (connector, kind)
);
