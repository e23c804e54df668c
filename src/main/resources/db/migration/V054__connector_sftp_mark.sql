-- By what files that this hub has claimed at a server are told from those of another hub that empties the same folder.
create table connector_sftp_mark (
    only_one boolean primary key default true check (only_one),
    mark     text not null check (mark ~ '^[0-9a-f]{10}$')
);

insert into connector_sftp_mark (mark) values (left(replace(gen_random_uuid()::text, '-', ''), 10));
