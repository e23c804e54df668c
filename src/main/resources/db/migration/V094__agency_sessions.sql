-- What people have open in browsers. A session counts as long as it stands here; its row goes when it ends.
create table agency_sessions (
    id bigint generated always as identity primary key,
    person text not null,
    -- how he came: account (password and code), provider, token (of the first start)
    way text not null check (way in ('account', 'provider', 'token')),
    address text not null,
    -- the family alone, never what the browser wrote
    browser text not null,
    begun_at timestamptz not null,
    -- to the minute
    used_at timestamptz not null
);
create index agency_sessions_person on agency_sessions (person);
create index agency_sessions_used on agency_sessions (used_at);

alter table agency_people drop column session_epoch;
