import { useSearch } from '@tanstack/react-router';
import { Select } from 'antd';
import { completenessEndpoints } from '../../../../contract/completeness.ts';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { monthStates, StateMark } from '../../../parts/StateSteps.tsx';
import { paths } from '../../../paths.ts';
import { firstEntity, useWorkplace } from '../../../shell/workplace.ts';
import { useGo } from '../../../ui/GoLink.tsx';
import { PageHead, Waiting } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './completeness.module.css';
import { UnitMap } from './UnitMap.tsx';

export type CompletenessMap = ReplyOf<typeof completenessEndpoints.readCompleteness>;

/** 数据完整性: month × parameter of the chosen units and years (A.8). */
export function CompletenessPage() {
  const { t } = useWords();
  const { tree, year, at } = useWorkplace();
  const entity = tree.data ? firstEntity(tree.data, at) : null;
  return (
    <>
      <PageHead title={t('completeness.title')} clause="A.8" summary={t('completeness.summary')} />
      {entity && year !== null ? <Maps key={entity.id} entityId={entity.id} year={year} /> : <Waiting rows={8} />}
    </>
  );
}

function Maps({ entityId, year }: { entityId: string; year: number }) {
  const { t, say } = useWords();
  const search = useSearch({ strict: false }) as { from?: unknown; to?: unknown; unit?: unknown };
  const moveTo = useGo();
  const to = Number(search.to) || year;
  const from = Math.min(Number(search.from) || year, to);
  const unitId = typeof search.unit === 'string' ? search.unit : undefined;
  const map = useAsk(completenessEndpoints.readCompleteness, { params: { entityId }, query: { from, to, ...(unitId ? { unitId } : {}) } });
  const { tree } = useWorkplace();
  const go = (changed: { from?: number; to?: number; unit?: string | undefined }) =>
    moveTo(paths.completeness({ from, to, ...(unitId ? { unit: unitId } : {}), ...changed }));
  const years = Array.from({ length: 12 }, (_, i) => year + 1 - i).map((value) => ({ value, label: String(value) }));
  return (
    <>
      <div className="th-row">
        <Select
          className={styles.unit ?? ''}
          aria-label={t('completeness.unit')}
          value={unitId ?? ''}
          options={[
            { value: '', label: t('completeness.allUnits') },
            ...(tree.data?.units ?? []).map((unit) => ({ value: unit.id, label: say({ zh: unit.name, en: unit.nameEn }) })),
          ]}
          onChange={(value) => go({ unit: value === '' ? undefined : value })}
        />
        <Select
          aria-label={t('completeness.from')}
          value={from}
          options={years}
          onChange={(value) => go({ from: value, to: Math.max(value, to) })}
        />
        <span>{'\u2013'}</span>
        <Select
          aria-label={t('completeness.to')}
          value={to}
          options={years}
          onChange={(value) => go({ to: value, from: Math.min(value, from) })}
        />
      </div>
      <Legend />
      <Answer of={map} rows={10}>
        {(data) =>
          data.units.length === 0 ? (
            <EmptyState icon="emission" title={t('completeness.empty')} text={t('completeness.emptyText')} clause="A.8" />
          ) : (
            data.units.map((unit) => <UnitMap key={unit.unitId} unit={unit} from={data.from} />)
          )
        }
      </Answer>
    </>
  );
}

function Legend() {
  const { t } = useWords();
  return (
    <ul className={styles.legend} aria-label={t('completeness.legend')}>
      {(['e', 'v', 'm', 'none'] as const).map((face) => (
        <li key={face}>
          <span className={styles.cell} data-face={face} aria-hidden="true" /> {t(`completeness.face.${face}`)}
        </li>
      ))}
      {monthStates.map((state) => (
        <li key={state}>
          <StateMark state={state} />
        </li>
      ))}
      {(['c', 'u'] as const).map((penalty) => (
        <li key={penalty}>
          <span className={styles.cell} data-face="v" data-penalty={penalty} aria-hidden="true" /> {t(`completeness.penalty.${penalty}`)}
        </li>
      ))}
    </ul>
  );
}
