-- When the attempt before the last one was: a sign-in that succeeds leaves the time of the last failure as it was.
alter table agency_attempts add column before_at timestamptz;
