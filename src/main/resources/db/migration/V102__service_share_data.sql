-- Who stops an agreement, lets it go on and agrees on sharing: whoever settles rows, and whoever administers the agency or the platform.
insert into agency_role_acts (role, act) values
    ('data-steward', 'share-data'),
    ('agency-administrator', 'share-data'),
    ('platform-administrator', 'share-data');
