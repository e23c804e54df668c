-- What each role may do is data: this table, shown in the console. Roles are no line from less to more.
create table agency_role_acts (
    role text not null,
    act text not null,
    primary key (role, act)
);
insert into agency_role_acts (role, act) values
    ('viewer', 'see'),

    ('connector-owner', 'see'),
    ('connector-owner', 'examine'),
    ('connector-owner', 'register-connectors'),
    ('connector-owner', 'write-jobs'),
    ('connector-owner', 'run-jobs'),

    ('data-steward', 'see'),
    ('data-steward', 'examine'),
    ('data-steward', 'run-jobs'),
    ('data-steward', 'decide'),
    ('data-steward', 'see-held-rows'),
    ('data-steward', 'correct-held-rows'),

    ('auditor', 'read-journal'),

    ('agency-administrator', 'see'),
    ('agency-administrator', 'examine'),
    ('agency-administrator', 'register-connectors'),
    ('agency-administrator', 'write-jobs'),
    ('agency-administrator', 'run-jobs'),
    ('agency-administrator', 'decide'),
    ('agency-administrator', 'manage-people'),

    ('platform-administrator', 'see'),
    ('platform-administrator', 'examine'),
    ('platform-administrator', 'register-connectors'),
    ('platform-administrator', 'write-jobs'),
    ('platform-administrator', 'run-jobs'),
    ('platform-administrator', 'decide'),
    ('platform-administrator', 'see-held-rows'),
    ('platform-administrator', 'correct-held-rows'),
    ('platform-administrator', 'manage-people'),
    ('platform-administrator', 'read-journal'),
    ('platform-administrator', 'run-platform');

-- People belong to an agency; null for whoever keeps the platform itself.
alter table agency_people
    add column title text,
    add column agency text,
    add column ended_at timestamptz;

-- A role of a person in an agency and all below it; in all agencies where it names none. Grants end, they are not deleted.
create table agency_grants (
    id bigint generated always as identity primary key,
    person text not null references agency_people (name),
    role text not null,
    agency text,
    granted_by text not null,
    granted_at timestamptz not null,
    ended_by text,
    ended_at timestamptz
);
create unique index agency_grants_once on agency_grants (person, role, agency) nulls not distinct where ended_at is null;

insert into agency_grants (person, role, granted_by, granted_at)
    select name, 'platform-administrator', 'hub', created_at from agency_people where role = 'platform_administrator';
alter table agency_people drop column role;

-- A token may do less than its person: only these acts (null: all of them), only in this agency and below (null: everywhere).
alter table agency_tokens
    add column acts text[],
    add column agency text;
