-- An agreement that was renewed is kept as it was; what took its place is the next row of its name.
alter table service_agreements add column renewed boolean not null default false;
