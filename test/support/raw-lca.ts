/**
 * A product system put together from openLCA JSON-LD as a second reading of the same files, as plainly as can be: the reference product of each process is its only
 * product, the producer with the lowest id supplies, what nobody makes is cut off. Nothing of the product's reader is used.
 */
// biome-ignore lint/suspicious/noExplicitAny: files of others, looked at as they are
type Raw = any;

export interface RawSystem {
  readonly processes: readonly { readonly id: string; readonly name: string }[];
  /** Columns: row → value. */
  readonly a: readonly ReadonlyMap<number, number>[];
  readonly inventory: (x: readonly number[]) => Map<string, number>;
  readonly flowName: (id: string) => string;
  readonly toAir: (id: string) => boolean;
}

export function rawSystem(parts: readonly { readonly name: string; readonly data: Buffer }[]): RawSystem {
  const all = (folder: string): Raw[] =>
    parts.filter((one) => one.name.startsWith(`${folder}/`)).map((one) => JSON.parse(one.data.toString('utf8')));
  const unitFactor = new Map<string, number>();
  for (const group of all('unit_groups')) for (const unit of group.units) unitFactor.set(unit['@id'], unit.conversionFactor);
  const flows = new Map<string, Raw>(all('flows').map((one) => [one['@id'], one]));
  const categories = new Map<string, Raw>(all('categories').map((one) => [one['@id'], one]));
  const inReference = (line: Raw): number => {
    const properties = flows.get(line.flow['@id']).flowProperties;
    const per = properties.find((one: Raw) => one.flowProperty['@id'] === line.flowProperty['@id']).conversionFactor;
    return (line.amount * (unitFactor.get(line.unit['@id']) ?? Number.NaN)) / per;
  };
  const raw = all('processes').filter((one) => one.exchanges.some((line: Raw) => line.quantitativeReference));
  const product = (one: Raw): string => one.exchanges.find((line: Raw) => line.quantitativeReference).flow['@id'];
  const makers = new Map<string, number>();
  raw.forEach((one, column) => {
    const known = makers.get(product(one));
    if (known === undefined || one['@id'] < raw[known]['@id']) makers.set(product(one), column);
  });
  const kind = (line: Raw): string => flows.get(line.flow['@id']).flowType;
  const a = raw.map((one, column) => {
    const entries = new Map<number, number>();
    const add = (row: number, value: number) => entries.set(row, (entries.get(row) ?? 0) + value);
    for (const line of one.exchanges) {
      if (kind(line) === 'ELEMENTARY_FLOW') continue;
      const made = line.flow['@id'] === product(one) && !line.input;
      if (made) add(column, inReference(line));
      const row = makers.get(line.flow['@id']);
      const asks = kind(line) === 'WASTE_FLOW' ? !line.input : line.input;
      if (!made && asks && row !== undefined) add(row, -inReference(line));
    }
    return entries;
  });
  const used = new Map<string, number>();
  for (const one of raw)
    for (const line of one.exchanges)
      if (kind(line) === 'ELEMENTARY_FLOW') used.set(line.flow['@id'], (used.get(line.flow['@id']) ?? 0) + (line.input ? 1 : -1));
  const folder = (id: string): string => {
    const one = categories.get(id);
    return one ? `${one.category ? folder(one.category['@id']) : ''}/${one.name}` : '';
  };
  return {
    processes: raw.map((one) => ({ id: one['@id'], name: one.name })),
    a,
    inventory: (x) => {
      const found = new Map<string, number>();
      raw.forEach((one, column) => {
        for (const line of one.exchanges) {
          if (kind(line) !== 'ELEMENTARY_FLOW' || x[column] === 0) continue;
          const id = line.flow['@id'];
          const sign = line.input === (used.get(id) ?? 0) > 0 ? 1 : -1;
          found.set(id, (found.get(id) ?? 0) + sign * inReference(line) * (x[column] ?? 0));
        }
      });
      return found;
    },
    flowName: (id) => flows.get(id)?.name ?? '',
    toAir: (id) => /\/air/.test(folder(flows.get(id)?.category['@id'] ?? '')),
  };
}

/** A·x = demand by Gaussian elimination with partial pivoting over what the demand reaches. */
export function denseSolution({ a }: RawSystem, wanted: number, amount: number): number[] {
  const reached = [wanted];
  const place = new Map([[wanted, 0]]);
  for (let i = 0; i < reached.length; i += 1)
    for (const row of a[reached[i] ?? 0]?.keys() ?? [])
      if (!place.has(row)) {
        place.set(row, reached.length);
        reached.push(row);
      }
  const size = reached.length;
  const m = reached.map((_, i) =>
    Float64Array.from({ length: size + 1 }, (__, j) =>
      j === size ? (i === 0 ? amount : 0) : (a[reached[j] ?? 0]?.get(reached[i] ?? 0) ?? 0),
    ),
  );
  for (let k = 0; k < size; k += 1) {
    let best = k;
    for (let i = k + 1; i < size; i += 1) if (Math.abs(m[i]?.[k] ?? 0) > Math.abs(m[best]?.[k] ?? 0)) best = i;
    const [top, other] = [m[best] ?? new Float64Array(), m[k] ?? new Float64Array()];
    m[k] = top;
    m[best] = other;
    for (let i = k + 1; i < size; i += 1) {
      const row = m[i] ?? new Float64Array();
      const factor = (row[k] ?? 0) / (top[k] ?? 0);
      if (factor !== 0) for (let j = k; j <= size; j += 1) row[j] = (row[j] ?? 0) - factor * (top[j] ?? 0);
    }
  }
  const x = new Array<number>(a.length).fill(0);
  for (let k = size - 1; k >= 0; k -= 1) {
    let rest = m[k]?.[size] ?? 0;
    for (let j = k + 1; j < size; j += 1) rest -= (m[k]?.[j] ?? 0) * (x[reached[j] ?? 0] ?? 0);
    x[reached[k] ?? 0] = rest / (m[k]?.[k] ?? 0);
  }
  return x;
}
