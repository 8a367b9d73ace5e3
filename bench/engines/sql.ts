/** The job as one statement, for PostgreSQL and DuckDB: emissions by site and scope with first-order uncertainty, and their totals. */
export const aggregateSql = `
  select sum(kg) as kg, sum(sd) as sd, sum(n)::bigint as n from (
    select a.site, a.scope, count(*) as n, sum(a.amount * u.to_canonical * f.kg) as kg,
           sqrt(sum(a.amount * u.to_canonical * f.kg * a.amount * u.to_canonical * f.kg * (a.u * a.u + f.u * f.u))) as sd
      from activity a join unit u on u.unit = a.unit join factor f on f.factor = a.factor
     group by a.site, a.scope) as groups`;

/** One result for each record. */
export const rowsSql = `
  select a.id, a.amount * u.to_canonical * f.kg as kg, a.amount * u.to_canonical * f.kg * sqrt(a.u * a.u + f.u * f.u) as sd
    from activity a join unit u on u.unit = a.unit join factor f on f.factor = a.factor`;
