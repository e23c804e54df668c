-- Failures by five minutes, as whoever looks at the last hour wants them; of those that were kept by day, all count at their last one.
alter table route_failures rename column day to since;
alter table route_failures alter column since type timestamptz
    using to_timestamp(floor(extract(epoch from last) / 300) * 300);
