-- Every existing system of the sector, connected or not. An ended one stays, so that it is known what there was.
create table inventory_systems (
    name text primary key,
    title_vi text not null,
    title_en text not null,
    agency text not null,
    purpose text,
    technology text,
    vendor text,
    contract_end date,
    yearly_cost bigint,
    security_level smallint,
    contact text,
    holds text[] not null,
    record_of text[] not null,
    connectors text[] not null,
    version bigint not null,
    changed_by text not null,
    changed_at timestamptz not null,
    ended_by text,
    ended_at timestamptz
);
create index inventory_systems_by_agency on inventory_systems (agency) where ended_at is null;

-- What was seen in the systems behind connectors when the hub last looked: names and types of columns, never a row.
create table inventory_datasets (
    connector text not null,
    dataset text not null,
    row_estimate bigint,
    column_count int not null,
    personal boolean not null,
    kinds text[] not null,
    key text[] not null,
    columns jsonb not null,
    primary key (connector, dataset)
);

-- When a node last looked, and why it saw nothing; whoever looks takes the line first, so that nodes do not look twice.
create table inventory_looks (
    connector text primary key,
    due_at timestamptz not null,
    seen_at timestamptz,
    problem_vi text,
    problem_en text
);

-- Who keeps the inventory of his agency.
insert into agency_role_acts (role, act) values
    ('connector-owner', 'keep-systems'),
    ('agency-administrator', 'keep-systems'),
    ('platform-administrator', 'keep-systems');
