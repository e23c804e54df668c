-- The number that a row's version bears at a partner who takes numbered versions; 0 where none has been given. Of a row that has not left,
-- it is that of the version before.
alter table connector_outbox add column version bigint not null default 0;
