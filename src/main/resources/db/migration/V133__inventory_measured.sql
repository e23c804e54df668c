-- When each system was last measured against others, whether anything was found in common or not.
create table inventory_measured (
    system text primary key,
    measured_at timestamptz not null
);
insert into inventory_measured (system, measured_at)
select system, max(measured_at) from inventory_overlaps group by system;
