-- Systems out of a file, from the moment somebody is shown what would change until it is written, and undone. Rows are as they were
-- handed in; what there was before stands beside once it is written.
create table inventory_imports (
    id bigint generated always as identity primary key,
    person text not null,
    made_at timestamptz not null,
    source text not null,
    rows jsonb not null,
    added int not null,
    altered int not null,
    faulty int not null,
    applied_at timestamptz,
    done jsonb,
    undone_at timestamptz
);
create index on inventory_imports (made_at);
