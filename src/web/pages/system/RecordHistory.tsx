import type { Content } from '../../../kernel/system/register.ts';
import { HashText, WhoWhen } from '../../parts/Labels.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { type RecordView, type RegisterView, stateOf } from './model.ts';

interface Happening {
  readonly key: string;
  readonly at: string;
  readonly name: string;
  readonly what: string;
  readonly version: number;
  readonly reason: string;
  readonly sha256: string;
}

/** Fields that a version has otherwise than the one before. */
function changedFields(register: RegisterView, before: Content | undefined, after: Content) {
  if (before === undefined) return [];
  return register.fields.filter((field) => JSON.stringify(before[field.id]) !== JSON.stringify(after[field.id])).map((field) => field.name);
}

/** Versions and moves of a record in the order in which they happened, latest first. */
export function RecordHistory({ record, register }: { record: RecordView; register: RegisterView }) {
  const { t, say } = useWords();
  const written = record.versions.map((one, index): Happening => {
    const fields = changedFields(register, record.versions[index - 1]?.content, one.content).map(say);
    return {
      ...{
        key: `v${one.version}`,
        at: one.writtenAt,
        name: one.writtenBy.name,
        version: one.version,
        sha256: one.sha256,
        reason: one.reason,
      },
      what:
        one.version === 1 ? t('system.written') : t('system.rewritten', { fields: fields.join(t('common.listComma')) || t('common.none') }),
    };
  });
  const moved = record.moves.map((one): Happening => {
    const name = register.moves.find((move) => move.code === one.move)?.name;
    const to = stateOf(register, one.to)?.name;
    return {
      ...{ key: `m${one.no}`, at: one.movedAt, name: one.movedBy.name, version: one.version, sha256: one.sha256, reason: one.reason },
      what: `${name ? say(name) : one.move} → ${to ? say(to) : one.to}`,
    };
  });
  const all = [...written, ...moved].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.key < b.key ? 1 : -1));
  return (
    <Section title={t('system.history')}>
      <PlainTable
        rows={all}
        rowKey={(one) => one.key}
        columns={[
          { key: 'who', title: t('system.whoWhen'), show: (one) => <WhoWhen name={one.name} at={one.at} /> },
          { key: 'what', title: t('system.what'), show: (one) => one.what },
          {
            key: 'version',
            title: t('system.version'),
            className: 'th-right',
            show: (one) => <span className="th-num">{one.version}</span>,
          },
          { key: 'reason', title: t('common.reason'), show: (one) => one.reason },
          { key: 'hash', title: t('common.hash'), show: (one) => <HashText sha256={one.sha256} /> },
        ]}
      />
    </Section>
  );
}
