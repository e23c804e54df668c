-- Writes that carried an Idempotency-Key, with the answer once there is one, so that a repeated one has no second effect.
-- Key and request are kept as hashes only.
create table agency_requests (
    actor text not null,
    key text not null,
    request text not null,
    came_at timestamptz not null,
    status integer,
    content_type text,
    location text,
    body bytea,
    primary key (actor, key)
);
create index on agency_requests (came_at);
