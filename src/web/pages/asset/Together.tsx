import { useState } from 'react';
import { Deed } from '../../parts/Deed.tsx';
import { useMethodWords } from '../../parts/method-words.ts';
import { Quantity } from '../../parts/Quantity.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { useWords } from '../../words/language.ts';
import styles from './asset.module.css';
import type { UnitAllocation } from './figures.ts';
import { TogetherForm } from './TogetherForm.tsx';

type Part = UnitAllocation['together']['parts'][number];

/** 合并填报: which units' data are reported together, and the class that counts for them. */
export function Together({ unit, year, mayNot }: { unit: UnitAllocation; year: number; mayNot: string | null }) {
  const { t, say } = useWords();
  const { word } = useMethodWords();
  const [editing, setEditing] = useState(false);
  const { parts, byName, reason } = unit.together;
  const columns: Column<Part>[] = [
    { key: 'name', title: t('asset.together.name'), text: (row) => row.name },
    { key: 'class', title: t('asset.together.class'), text: (row) => word(row.unitClass) },
    {
      key: 'capacity',
      title: t('asset.together.capacity'),
      align: 'right',
      text: (row) => row.capacityMw ?? '',
      show: (row) => <Quantity value={row.capacityMw} unit="MW" />,
    },
  ];
  const together = parts.length > 0;
  return (
    <>
      <div className={`th-row ${styles.gapAbove}`}>
        <h3 className="th-grow">{t('asset.together.title')}</h3>
        <Deed size="small" why={mayNot} onClick={() => setEditing(true)}>
          {t(together ? 'asset.together.change' : 'asset.together.record')}
        </Deed>
      </div>
      {together ? (
        <>
          <p>{t('asset.together.text', { class: word(unit.numbers.class_used?.value ?? '') })}</p>
          <TableView
            bare
            name={`${t('asset.together.title')} ${say(unit.unitName)}`}
            rows={parts}
            columns={columns}
            rowKey={(row) => row.name}
          />
        </>
      ) : (
        <p className="th-quiet">{t('asset.together.alone')}</p>
      )}
      {byName ? <p className="th-small th-quiet">{t('asset.together.saidBy', { name: byName, reason })}</p> : null}
      {editing ? <TogetherForm unit={unit} year={year} onClose={() => setEditing(false)} /> : null}
    </>
  );
}
