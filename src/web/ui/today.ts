/** The day the product's clock shows; the demonstration's clock stands in its story, so the browser's own day would mislead there. */
let told: string | null = null;

export function tellToday(day: string): void {
  told = day;
}

export function today(): string {
  if (told !== null) return told;
  const now = new Date();
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
