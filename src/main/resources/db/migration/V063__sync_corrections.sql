-- A run that read only corrections of earlier rows says nothing about how many rows the source has.
alter table sync_runs add column corrects boolean not null default false;
