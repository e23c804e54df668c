-- The journal by months, so that it can grow for years and an old month can be put away whole. The hub makes each month's table
-- when its first entry comes; the number stays unique because one writer at a time gives it.
alter table journal_entries rename to journal_entries_before;
alter index journal_entries_pkey rename to journal_entries_before_pkey;

create table journal_entries (
    id bigint not null,
    at timestamptz not null,
    actor text not null,
    act text not null,
    subject text not null,
    outcome text not null,
    reason text,
    details jsonb not null,
    previous bytea not null,
    hash bytea not null,
    primary key (id, at)
) partition by range (at);

create index journal_entries_subject on journal_entries (subject, id);
create index journal_entries_act on journal_entries (act, id);
create index journal_entries_actor on journal_entries (actor, id);

do $$
declare
    month timestamp;
begin
    for month in select distinct date_trunc('month', at at time zone 'UTC') from journal_entries_before loop
        execute format(
            'create table journal_entries_%s partition of journal_entries for values from (%L) to (%L)',
            to_char(month, 'YYYY_MM'), month || '+00', (month + interval '1 month') || '+00');
    end loop;
end
$$;

insert into journal_entries select * from journal_entries_before order by id;
drop table journal_entries_before;
