-- Agencies that the hub keeps beside those of the file. An ended one stays, so that it is known where it stood.
create table agency_agencies (
    code text primary key,
    given text not null,
    name_vi text not null,
    name_en text not null,
    parent text,
    contact text,
    added_by text not null,
    added_at timestamptz not null,
    ended_by text,
    ended_at timestamptz
);

-- The state of the tree: whoever changes it holds this row and leaves it another number, by which all nodes see that it changed.
create sequence agency_tree_states;
create table agency_tree (
    only_one boolean primary key default true check (only_one),
    state bigint not null
);
insert into agency_tree (state) values (nextval('agency_tree_states'));

-- What somebody wants to make of the tree: shown to him, or to a second person, before it is done. The
-- mark is that of what was shown; faults are rows of a file that could not be read.
create table agency_tree_wishes (
    id bigint generated always as identity primary key,
    person text not null,
    made_at timestamptz not null,
    source text,
    mark text not null,
    agencies jsonb not null,
    faults jsonb not null
);
create index on agency_tree_wishes (made_at);

insert into agency_role_acts (role, act) values
    ('agency-administrator', 'manage-agencies'),
    ('platform-administrator', 'manage-agencies');
