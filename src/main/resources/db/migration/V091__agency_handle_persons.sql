-- Who answers people that ask what is kept of them: whoever settles rows, and whoever administers the agency.
insert into agency_role_acts (role, act) values
    ('data-steward', 'handle-persons'),
    ('agency-administrator', 'handle-persons');
