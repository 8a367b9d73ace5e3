-- What is said of a unit depends on its sector (A.4): a power unit has class, supply and capacity in MW; a line of steel, cement or aluminium has its process and
-- its own capacity. Docs: docs/spec/unit-sectors.md.

alter table app.unit
  add column sector text not null default 'power' check (sector in ('power', 'steel', 'cement', 'aluminium', 'other')),
  add column process text not null default '',
  add column annual_capacity_t numeric check (annual_capacity_t > 0),   -- of the main product, per year
  add column daily_capacity_t numeric check (daily_capacity_t > 0),     -- of clinker, per day
  add column cell_current_ka numeric check (cell_current_ka > 0),
  alter column unit_class drop not null,
  alter column product drop not null,
  alter column capacity_mw drop not null;

-- Units that account by the method of another sector had to say something of power; it stood for nothing. The history keeps what was written.
alter table app.unit no force row level security;
alter table app.unit disable trigger user;
update app.unit set
    sector = case method_id when 'cn-steel-production' then 'steel' when 'cn-cement-clinker' then 'cement' else 'aluminium' end,
    process = 'whole_works', unit_class = null, product = null, capacity_mw = null, boiler_type = '', cooling = ''
  where method_id in ('cn-steel-production', 'cn-cement-clinker', 'cn-primary-aluminium');
alter table app.unit enable trigger user;
alter table app.unit force row level security;

alter table app.unit alter column sector drop default;
alter table app.unit add constraint fields_of_sector check (
  case sector
    when 'power' then unit_class is not null and product is not null and capacity_mw is not null
      and process = '' and annual_capacity_t is null and daily_capacity_t is null and cell_current_ka is null
    else unit_class is null and product is null and capacity_mw is null and boiler_type = '' and cooling = ''
      and (process <> '') = (sector <> 'other')
      and (daily_capacity_t is null or sector = 'cement') and (cell_current_ka is null or sector = 'aluminium')
      and (annual_capacity_t is null or sector <> 'cement')
  end);
