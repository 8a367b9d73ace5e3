-- Whom to trust as a witness of the signed log is decided by a person, in a command that stands in the history (trust.md T-07).
grant insert on journal.witness to tanheng_app;
