-- What was only counted is told to those alone who may look at it.
alter table route_failed_beyond add column agency text;
update route_failed_beyond b set agency = (select f.agency from route_failed f where f.route = b.route order by f.id desc limit 1);
-- none of it waits any more, and whose it was nobody can tell
delete from route_failed_beyond where agency is null;
alter table route_failed_beyond alter column agency set not null;
alter table route_failed_beyond drop constraint route_failed_beyond_pkey;
alter table route_failed_beyond add primary key (route, agency, code);
