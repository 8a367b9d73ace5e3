import { Refusal } from '../refusal.ts';
import type { Text } from '../text.ts';

/** How what is said of a system names its rows and columns, given by their places from 0. */
export interface SystemNames {
  readonly product: (row: number) => string;
  readonly process: (column: number) => string;
}

const counted = (place: number): string => `#${place + 1}`;
/** Of a system without labels: #1 is the first. */
export const numbered: SystemNames = { product: counted, process: counted };

interface Named {
  readonly id: string;
  readonly name?: string | undefined;
}

/** Of a system with labels: the name, where there is one, else the id. */
export function namesFrom({ products, processes }: { products: readonly Named[]; processes: readonly Named[] }): SystemNames {
  const name = (one: Named | undefined, place: number): string => {
    if (one === undefined) return counted(place);
    return `“${one.name ?? one.id}”`;
  };
  return { product: (row) => name(products[row], row), process: (column) => name(processes[column], column) };
}

const most = 6;
/** The first of them by name, and how many there are. */
export const listed = (places: readonly number[], name: (place: number) => string): string =>
  `${places.slice(0, most).map(name).join(', ')}${places.length > most ? ` … (${places.length})` : ''}`;

function refused(code: string, path: string, text: Text, cure: Text): Refusal {
  return new Refusal('invalid_input', { findings: [{ code, severity: 'error', place: { path }, text, cure }], detail: text });
}

export function notSquare(rows: number, columns: number): Refusal {
  return refused(
    'technosphere_not_square',
    '/technosphere',
    {
      zh: `技术矩阵有 ${rows} 个产品行、${columns} 个过程列，不是方阵。`,
      en: `The technosphere has ${rows} product rows and ${columns} process columns; it is not square.`,
    },
    {
      zh: '每个过程恰好提供一种产品：对多产出过程先做分配或系统扩展，为没有供应者的产品指定供应者。',
      en: 'Every process supplies exactly one product: allocate or expand processes with several outputs, and name a supplier for products without one.',
    },
  );
}

/** Rows and columns that no assignment of processes to products reaches (Dulmage and Mendelsohn's over- and underdetermined parts). */
export function structurallySingular(rows: readonly number[], columns: readonly number[], names: SystemNames): Refusal {
  const [products, processes] = [listed(rows, names.product), listed(columns, names.process)];
  return refused(
    'technosphere_structurally_singular',
    '/technosphere',
    {
      zh: `技术矩阵在结构上奇异：产品 ${products} 得不到各自的过程，过程 ${processes} 得不到各自的产品。`,
      en: `The technosphere is structurally singular: no process of their own for products ${products}, no product of their own for processes ${processes}.`,
    },
    {
      zh: '检查这些过程的基准产出是否缺失，或两个过程是否只供应同一种产品。',
      en: 'See whether the reference output of these processes is missing, or whether several processes supply nothing but the same product.',
    },
  );
}

export function notFinite(path: string): Refusal {
  return refused(
    'value_not_finite',
    path,
    { zh: '矩阵或需求中有非有限的数值。', en: 'The matrix or the demand holds a value that is not finite.' },
    { zh: '改正该数值（缺失的数量请删除该条目）。', en: 'Correct the value (leave an entry out when its amount is missing).' },
  );
}

export function numericallySingular(column: number, names: SystemNames): Refusal {
  return refused(
    'technosphere_numerically_singular',
    `/technosphere/column/${column}`,
    {
      zh: `技术矩阵在数值上奇异：过程 ${names.process(column)} 与其他过程线性相关。`,
      en: `The technosphere is numerically singular: process ${names.process(column)} depends linearly on others.`,
    },
    {
      zh: '两个过程彼此完全抵消，或一个循环恰好消耗它产出的全部。检查该过程与它所在循环的数量。',
      en: 'Two processes cancel each other, or a loop consumes exactly what it yields. See the amounts of this process and of the loop it stands in.',
    },
  );
}

export function notSolved(residual: number): Refusal {
  return refused(
    'technosphere_not_solved',
    '/technosphere',
    {
      zh: `没有达到所要求的精度：相对残差 ${residual.toExponential(2)}。`,
      en: `The required accuracy was not reached: relative residual ${residual.toExponential(2)}.`,
    },
    {
      zh: '系统接近奇异或数量级相差过大。检查单位和近乎自耗的循环。',
      en: 'The system is close to singular or its scales lie too far apart. See the units, and loops that consume almost all they yield.',
    },
  );
}

export function tooMuchFill(entries: number): Refusal {
  return refused(
    'technosphere_too_dense',
    '/technosphere',
    {
      zh: `直接分解需要超过 ${entries} 个数，迭代法也没有收敛。`,
      en: `Factorising takes more than ${entries} numbers, and iterating did not converge.`,
    },
    { zh: '检查循环中的数量；把系统分成几部分求解。', en: 'See the amounts in the loops; solve the system in parts.' },
  );
}
