-- Which node looks for trouble now. The others take over once it has not been heard of.
create table alert_watch (
    one boolean primary key default true check (one),
    node text not null,
    until timestamptz not null
);

-- What people are told of: first it is only noticed, then open, then closed. Names and reasons, never row content.
create table alert_alerts (
    id bigint generated always as identity primary key,
    key text not null,
    title_vi text not null,
    title_en text not null,
    agency text not null,
    agencies text[] not null,
    state text not null,
    reason_vi text not null,
    reason_en text not null,
    page text not null,
    members jsonb not null,
    noticed_at timestamptz not null,
    opened_at timestamptz,
    calm_since timestamptz,
    closed_at timestamptz,
    escalated_at timestamptz,
    taken_by text,
    taken_at timestamptz,
    taken_words text
);
-- One trouble, one alert, whatever node sees it.
create unique index alert_one_at_a_time on alert_alerts (key) where closed_at is null;
create index alert_newest on alert_alerts (opened_at desc, id desc) where opened_at is not null;
