-- Facts about this hub itself.
create table store_facts (
    name text primary key,
    value text not null,
    set_at timestamptz not null default now()
);
