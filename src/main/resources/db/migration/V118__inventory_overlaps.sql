-- Measurements of overlap: who asked, how far it is, and when its node was last heard of.
create table inventory_measurements (
    id bigint generated always as identity primary key,
    person text not null,
    asked_at timestamptz not null,
    beat_at timestamptz not null,
    total int not null,
    done int not null,
    ended_at timestamptz,
    problem_vi text,
    problem_en text
);

-- How much of what one system holds another one holds, too: figures and the names of columns, never a value and never a hash.
create table inventory_overlaps (
    system text not null,
    other text not null,
    measurement bigint not null,
    measured_at timestamptz not null,
    fields int not null,
    shared int not null,
    score int,
    at_least boolean not null,
    reasons jsonb not null,
    primary key (system, other)
);
create index on inventory_overlaps (other);
