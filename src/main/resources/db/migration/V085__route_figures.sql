-- What routes and their steps did: by minute, later by hour, then by day (span, in minutes). An empty step is the whole route.
-- Moved are rows of a job, calls of a service; times count how long each took, by place of a fixed scale.
create table route_figures (
    route text not null,
    step text not null,
    span int not null,
    since timestamptz not null,
    count bigint not null,
    failed bigint not null,
    moved bigint not null,
    micros bigint not null,
    most_in_flight int not null,
    times bigint[] not null,
    primary key (route, step, span, since)
);
create index route_figures_by_time on route_figures (since, span);

-- Why steps failed, by day; the words are those of the last one.
create table route_failures (
    route text not null,
    step text not null,
    code text not null,
    connector text not null,
    day date not null,
    count bigint not null,
    first timestamptz not null,
    last timestamptz not null,
    failure text not null,
    primary key (route, step, code, connector, day)
);
create index route_failures_by_time on route_failures (last);
