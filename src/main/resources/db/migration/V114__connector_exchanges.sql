-- The last exchanges with partners, masked before they came here: names that descriptions have, and shapes in the place of values.
create table connector_exchanges (
    id bigint generated always as identity primary key,
    connector text not null,
    -- as the connector names it; empty for what is asked for the connector itself, such as a token
    operation text not null,
    begun_at timestamptz not null,
    took_ms bigint not null,
    -- what the partner answered with; null where no answer came
    status integer,
    good boolean not null,
    -- why there is no whole answer, in the hub's words; null where there is one
    failure_vi text,
    failure_en text,
    request text not null,
    answer text not null
);
create index connector_exchanges_last on connector_exchanges (connector, operation, good, begun_at);
create index connector_exchanges_begun on connector_exchanges (begun_at);
