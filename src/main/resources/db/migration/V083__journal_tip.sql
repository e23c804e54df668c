-- Lets nobody else write until the transaction ends, makes the month's table where there is none, and tells what is last then: on
-- one way to the server, since each is time in which the others wait. What is asked behind the lock sees what the last writer left.
create function journal_tip(month date, out id bigint, out hash bytea) language plpgsql as $$
declare
    month_table text := 'journal_entries_' || to_char(month, 'YYYY_MM');
begin
    perform pg_advisory_xact_lock(7811886553724645230);
    if to_regclass(month_table) is null then
        execute format(
            'create table %I partition of journal_entries for values from (%L) to (%L)',
            month_table, month || ' 00:00:00+00', (month + interval '1 month')::date || ' 00:00:00+00');
    end if;
    select e.id, e.hash into id, hash from journal_entries e order by e.id desc limit 1;
end
$$;
