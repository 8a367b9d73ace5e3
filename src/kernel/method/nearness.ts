/** Names that are near one that was not found, for the cure of a fault; lower and upper case count alike. */
export function nearTo(asked: string, known: Iterable<string>, most = 3, least = 0.4): string[] {
  const wanted = pairsOf(asked);
  return [...new Set(known)]
    .map((name) => ({ name, likeness: name.toLowerCase() === asked.toLowerCase() ? 2 : likeness(wanted, pairsOf(name)) }))
    .filter((one) => one.likeness >= least)
    .sort((a, b) => b.likeness - a.likeness || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map((one) => one.name);
}

function pairsOf(name: string): Set<string> {
  const text = name.toLowerCase().slice(0, 100);
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)));
}

/** Dice's coefficient of two sets of letter pairs. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0;
  return (2 * [...a].filter((pair) => b.has(pair)).length) / (a.size + b.size);
}
