/** What people write where there is nothing to write: not a zero. */
export const nothing = /^([-–—/\\]+|n\/?a|null|nil|none|无|空|暂无|没有)$/i;
/** What the line of a total is called. */
export const totals = /^(合计|总计|小计|累计|全年|平均|年均|total|totals|sum|average|mean|year)$/i;

/** A cell's text as it is quoted in a sentence. */
export function shown(text: string): string {
  const one = text.replaceAll(/\p{Cc}/gu, ' ');
  return one.length > 40 ? `${one.slice(0, 40)}…` : one;
}
