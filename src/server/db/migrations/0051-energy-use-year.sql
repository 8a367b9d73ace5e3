-- One MWh, one claim, over the years too: the same MWh may stand in several inventories of one holder for one year (a plant's and the group's), never in those of
-- two years. Docs: docs/spec/organization-inventory.md.

alter table app.ghg_energy_use no force row level security;
alter table app.ghg_energy_use disable trigger user;
alter table app.ghg_inventory no force row level security;
alter table app.ghg_energy_use add column year int;
update app.ghg_energy_use u set year = left(i.period_to, 4)::int
  from app.ghg_inventory i where i.organization_id = u.organization_id and i.id = u.inventory_id;
alter table app.ghg_energy_use alter column year set not null;
alter table app.ghg_inventory force row level security;
alter table app.ghg_energy_use enable trigger user;
alter table app.ghg_energy_use force row level security;

alter table app.ghg_energy_use
  add constraint one_year_claim exclude using gist (organization_id with =, station with =, month with =, year with <>, mwh with &&);
