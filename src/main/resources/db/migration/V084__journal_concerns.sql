-- From where an act was asked for, whom it concerns and by what right it was done. What was recorded before keeps its form: it was
-- hashed without these.
alter table journal_entries
    add column form smallint not null default 1,
    add column origin text,
    add column agencies text[],
    add column under text,
    add column person bytea;

-- What was done with one person's data, what was refused, and what was done on a day: found among ten million entries at once. The
-- first two cost nothing where an entry is neither, the third only grows at its end.
create index journal_entries_person on journal_entries (person, id) where person is not null;
create index journal_entries_refused on journal_entries (id) where outcome <> 'done';
create index journal_entries_at on journal_entries (at);

-- The same agencies as in the entries, so that each finds its own, newest first.
create table journal_agencies (
    agency text not null,
    id bigint not null,
    at timestamptz not null,
    primary key (agency, id, at)
) partition by range (at);

create function journal_month(parent text, month date) returns void language plpgsql as $$
declare
    month_table text := parent || '_' || to_char(month, 'YYYY_MM');
begin
    if to_regclass(month_table) is null then
        execute format(
            'create table %I partition of %I for values from (%L) to (%L)',
            month_table, parent, month || ' 00:00:00+00', (month + interval '1 month')::date || ' 00:00:00+00');
    end if;
end
$$;

create or replace function journal_tip(month date, out id bigint, out hash bytea) language plpgsql as $$
begin
    perform pg_advisory_xact_lock(7811886553724645230);
    perform journal_month('journal_entries', month);
    perform journal_month('journal_agencies', month);
    select e.id, e.hash into id, hash from journal_entries e order by e.id desc limit 1;
end
$$;
