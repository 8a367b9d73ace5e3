-- Reasons are always asked for by their months (A.9): without this every page of a year reads all reasons the organization ever gave.
create index finding_reason_month on app.finding_reason (organization_id, month_record_id);
