import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { pairs, style } from './papers.ts';

interface Note {
  readonly file: string;
  readonly title: string;
  readonly units: string;
  readonly quantity: string;
  readonly price: string;
  readonly total: string;
}
interface Desk {
  readonly funds: readonly { at: string; file: string; title: string; available: string }[];
  readonly costs: readonly { of: string; at: string; fees?: string; vat?: string; paper?: Note }[];
}

const grouped = (value: string) => value.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
const page = (title: string, number: string, body: string, seal: string) =>
  `<!doctype html><html lang="zh"><meta charset="utf-8">${style}<h1>${title}</h1><div class="no">${number}</div>${body}
  <div class="note">演示数据，非真实文件。</div><div class="foot"><span>${seal}</span></div></html>`;

/** Papers of trading: what the bank account held, and a note of each settlement. */
export function deskPapers(storyFile: string): { file: string; html: string }[] {
  const { funds, costs } = parse(readFileSync(join(dirname(storyFile), 'compliance-year.yaml'), 'utf8')) as Desk;
  const balances = funds.map(({ at, file, available }) => {
    const day = at.slice(0, 10);
    const rows = pairs([
      ['户名', '示例热电有限公司'],
      ['账户', '交易资金专用账户（演示）'],
      ['截至', day],
      ['可用余额 (元)', `${grouped(available)}.00`],
    ]);
    return { file, html: page('账户余额证明', `YE-${day.replaceAll('-', '')}`, rows, '示例银行示例市支行（演示）') };
  });
  const notes = costs.flatMap(({ of, at, fees = '0.00', vat = '0.00', paper }) => {
    if (!paper) return [];
    const rows = pairs([
      ['交易主体', '示例热电有限公司'],
      ['方向', '买入'],
      ['标的', paper.units],
      ['成交数量 (t)', grouped(paper.quantity)],
      ['成交均价 (元/t)', paper.price],
      ['成交金额 (元，含税)', grouped(paper.total)],
      ['其中增值税 (元)', grouped(vat)],
      ['手续费 (元)', grouped(fees)],
      ['单据编号', of],
      ['出具日期', at.slice(0, 10)],
    ]);
    return [{ file: paper.file, html: page('交易结算单', of, rows, '示例结算机构（演示）') }];
  });
  return [...balances, ...notes];
}
