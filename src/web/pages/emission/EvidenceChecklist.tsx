import { App } from 'antd';
import { useState } from 'react';
import { documentEndpoints } from '../../../contract/document.ts';
import { emissionEndpoints } from '../../../contract/emission.ts';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { evidenceListEndpoints } from '../../../contract/evidence-list.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { EvidencePicker } from '../../parts/EvidencePicker.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { useWords } from '../../words/language.ts';
import styles from './emission.module.css';
import './laboratory/laboratory.css';
import { type GridPlace, useTakeGrid } from './useMonthSheet.ts';

type Checklist = ReplyOf<typeof evidenceListEndpoints.readEvidenceChecklist>;
type Value = Checklist['values'][number];
type Item = Value['items'][number];

/** Which papers the values of a month ask for, which are there, and the way to attach what is missing as what it serves (A.8). */
export function EvidenceChecklist({ place, month, open }: { place: GridPlace; month: string; open: boolean }) {
  const { t } = useWords();
  const answer = useAsk(evidenceListEndpoints.readEvidenceChecklist, { params: { unitId: place.unitId, month } });
  return (
    <Answer of={answer} rows={2}>
      {(list) =>
        list.values.length === 0 ? null : (
          <div className={styles.block}>
            <h3>{t('laboratory.checklist')}</h3>
            <p className="th-small th-quiet">
              {t('laboratory.checklistText')} {list.required ? '' : t('laboratory.checklistBefore', { year: list.requiredFrom })}{' '}
              {list.source}
            </p>
            {list.values.map((value) => (
              <ValueList key={value.rowKey} value={value} place={place} month={month} open={open} />
            ))}
          </div>
        )
      }
    </Answer>
  );
}

function ValueList({ value, place, month, open }: { value: Value; place: GridPlace; month: string; open: boolean }) {
  const { t, say } = useWords();
  const missing = value.items.filter((item) => item.required && item.met === null).length;
  return (
    <details>
      <summary>
        {say(value.title)}{' '}
        <Tag tone={missing === 0 ? 'good' : 'warn'}>
          {missing === 0 ? t('laboratory.checklistWhole') : t('laboratory.checklistMissing', { n: missing })}
        </Tag>
      </summary>
      <ul className="th-lab-check">
        {value.items.map((item) => (
          <ItemLine key={item.code} item={item} value={value} place={place} month={month} open={open} />
        ))}
      </ul>
    </details>
  );
}

function ItemLine({ item, value, place, month, open }: { item: Item; value: Value; place: GridPlace; month: string; open: boolean }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const take = useTakeGrid(place);
  const [picking, setPicking] = useState(false);
  const attach = useDeed(emissionEndpoints.attachEvidence, [
    evidenceListEndpoints.readEvidenceChecklist,
    documentEndpoints.listEvidence,
    documentEndpoints.readEvidence,
  ]);
  const put = (ids: readonly string[]) => {
    setPicking(false);
    attach.mutate(
      { params: place, body: { cellIds: [value.cellId], add: [...ids], remove: [], kinds: item.kinds.slice(0, 1) } },
      {
        onSuccess: (grid) => {
          take(grid);
          void message.success(t('emission.cell.attached', { name: '' }));
        },
      },
    );
  };
  return (
    <li>
      <span className="th-grow">
        {item.required ? '★ ' : ''}
        {say(item.title)} {item.required ? null : <span className="th-small th-quiet">{t('laboratory.optional')}</span>}
        {item.evidence.map((one) => (
          <GoLink key={one.id} className="th-small th-block" to={paths.evidenceOf(one.id)}>
            {one.title}
          </GoLink>
        ))}
        {item.met === 'product' ? <span className="th-small th-quiet th-block">{t('laboratory.byProduct')}</span> : null}
        {attach.isError ? <RefusalNotice problem={attach.error} /> : null}
      </span>
      {item.met === null ? (
        open ? (
          <button type="button" className="th-linkbutton" onClick={() => setPicking(true)}>
            {t('laboratory.attach')}
          </button>
        ) : (
          <Tag tone={item.required ? 'warn' : 'plain'}>{t('laboratory.none')}</Tag>
        )
      ) : (
        <Tag tone="good">{t('laboratory.passed')}</Tag>
      )}
      {picking ? <EvidencePicker open onClose={() => setPicking(false)} onPick={put} month={month} /> : null}
    </li>
  );
}
