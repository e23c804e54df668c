-- Requests that carried an Idempotency-Key, as hashes, so that a repeated one has no second effect.
drop table connector_requests;
create table connector_requests (
    actor text not null,
    key text not null,
    request text not null,
    came_at timestamptz not null,
    primary key (actor, key)
);
