-- The turns at which partners are asked, for all nodes: each is given once.
create table connector_turns (
    connector text primary key,
    -- the next turn that nobody has
    next_at timestamptz not null,
    -- until when the partner wants to be left alone; null where he does not
    rests_until timestamptz
);
