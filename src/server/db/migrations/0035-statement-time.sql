-- A statement that says at what time something moved keeps it (clause C.9): within the day of the line, in the statement's own clock.
alter table app.stock_take_line add column at_time time(0);
