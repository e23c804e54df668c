-- What people are told, from the moment it is decided until it has left. Names and reasons, never row content.
create table alert_messages (
    id bigint generated always as identity primary key,
    alert bigint references alert_alerts on delete cascade,
    channel text not null,
    kind text not null,
    subject text not null,
    body text not null,
    state text not null default 'NEW',
    created_at timestamptz not null,
    not_before timestamptz not null,
    attempts integer not null default 0,
    leased_until timestamptz,
    ended_at timestamptz,
    problem_vi text,
    problem_en text,
    remedy_vi text,
    remedy_en text,
    unique (alert, channel, kind)
);
create index alert_messages_to_send on alert_messages (not_before, id) where state = 'NEW';
create index alert_messages_newest on alert_messages (channel, id desc);
