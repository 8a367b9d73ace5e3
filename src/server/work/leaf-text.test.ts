import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical, type HistoryContent, type Leaf } from './leaf.ts';
import { historyText, leafText, sha256Of } from './leaf-text.ts';

const word = fc.string({ unit: 'binary', maxLength: 20 });
const words = fc.record({ a: word, b: word, c: word, d: word, e: word, f: word, g: word, h: word });

test('written member by member, the canonical form is the same', () => {
  fc.assert(
    fc.property(words, fc.option(word), fc.nat(), (w, maybe, version) => {
      const row: HistoryContent = {
        ...{ salt: w.a, organizationId: w.b, leafId: w.c, at: w.d, actorId: w.e, actorName: w.f, actorRole: w.g, kind: w.h },
        ...{ objectType: w.a, objectId: w.b, objectVersion: version, content: { [w.c]: w.d, zz: [1, null] }, before: null, reason: maybe },
      };
      expect(historyText(row, canonical(row.content))).toBe(canonical(row));
      const leaf: Leaf = {
        ...{ v: 1, at: w.a, tenantCommit: w.b, kind: w.c, actorKeyId: w.d, role: w.e, objectType: w.f, objectId: w.g },
        ...{ objectVersion: version, contentSha256: w.h, prevVersionLeaf: maybe },
      };
      expect(leafText(leaf)).toBe(canonical(leaf));
      expect(sha256Of(w.a)).toBe(createHash('sha256').update(w.a).digest('hex'));
    }),
    { seed: 42, numRuns: 300 },
  );
});
