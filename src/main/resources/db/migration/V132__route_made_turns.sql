-- Turns of hand-made routes that a clock began and that are not over. One whose lease ran out died with its node.
create table route_made_turns (
    route text not null,
    node uuid not null,
    begun_at timestamptz not null,
    leased_until timestamptz not null,
    primary key (route, node)
);
