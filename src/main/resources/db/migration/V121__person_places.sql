-- Failed exchanges that are held may hold a person's rows as well.
alter table person_places drop constraint person_places_what_check;
alter table person_places add constraint person_places_what_check
    check (what in ('quarantine', 'target', 'answers', 'exchanges'));
