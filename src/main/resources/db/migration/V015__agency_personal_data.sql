-- Whoever keeps the platform manages people and sees no personal data; whoever settles rows may have to.
insert into agency_role_acts (role, act) values ('data-steward', 'see-personal-data');
