-- Adds entries behind the one that the writer takes for the last, in one way to the server. Where another one is last by now nothing
-- is added, and that one is told: the writer hashes anew and comes again.
create function journal_append(
    month date, after_id bigint, after_hash bytea, beginning bytea, moment timestamptz, form smallint,
    actors text[], acts text[], subjects text[], outcomes text[], reasons text[], facts text[], hashes bytea[],
    origins text[], concerned text[], papers text[], persons bytea[],
    out id bigint, out hash bytea) language plpgsql as $$
begin
    select coalesce(tip.id, 0), tip.hash into id, hash from journal_tip(month) as tip;
    if id is distinct from after_id or hash is distinct from after_hash then
        return;
    end if;
    insert into journal_entries (id, at, actor, act, subject, outcome, reason, details, previous, hash,
            form, origin, agencies, under, person)
        select after_id + one.place, moment, one.actor, one.act, one.subject, one.outcome, one.reason, one.fact::jsonb,
            case when one.place = 1 then coalesce(after_hash, beginning) else hashes[one.place - 1] end, one.hash,
            journal_append.form, one.origin, string_to_array(one.agencies, ','), one.paper, one.person
        from unnest(actors, acts, subjects, outcomes, reasons, facts, hashes, origins, concerned, papers, persons)
            with ordinality as one (actor, act, subject, outcome, reason, fact, hash, origin, agencies, paper, person, place);
    insert into journal_agencies (agency, id, at)
        select agency, after_id + one.place, moment
        from unnest(concerned) with ordinality as one (agencies, place), string_to_table(one.agencies, ',') as agency;
    id := null;
    hash := null;
end
$$;
