-- Routes of services that a person stopped; what is not here answers. Routes of jobs stand in sync_standings.
create table route_standings (
    route text primary key,
    actor text not null,
    reason text,
    at timestamptz not null
);
