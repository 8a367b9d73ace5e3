import { useState } from 'react';
import { cbamEndpoints as e } from '../../../../contract/cbam-declarations.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { SpanLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { CbamForm } from './CbamForm.tsx';
import { type Book, cbamTones, type DeclarationList } from './cbam-model.ts';

/** 货物隐含排放 (D.8): declarations for goods that go to the European Union, and which goods are concerned. */
export function CbamPage() {
  const { t } = useWords();
  const list = useAsk(e.readCbamDeclarations, {});
  const [isOpen, setOpen] = useState(false);
  const open = (
    <RightDeed action="neutrality.keep" type="primary" icon={<Icon name="plus" size={15} />} onClick={() => setOpen(true)}>
      {t('cbam.open')}
    </RightDeed>
  );
  return (
    <>
      <PageHead title={t('shell.page.cbam')} clause="D.8" summary={t('cbam.summary')} extra={list.data?.items.length ? open : null} />
      <Answer of={list} rows={8}>
        {({ items, book }) => (
          <>
            {items.length === 0 ? (
              <EmptyState icon="neutrality" title={t('cbam.none')} text={t('cbam.noneText')} clause="D.8" actions={open} />
            ) : (
              <Section>
                <Declarations items={items} book={book} />
              </Section>
            )}
            <Goods book={book} />
            {isOpen && <CbamForm book={book} from={null} onClose={() => setOpen(false)} />}
          </>
        )}
      </Answer>
    </>
  );
}

function Declarations({ items, book }: DeclarationList) {
  const { t, say } = useWords();
  const nameOf = (id: string) => {
    const found = book.categories.find((one) => one.id === id);
    return found ? say(found.name) : id;
  };
  return (
    <PlainTable
      rows={items}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'number',
          title: t('cbam.number'),
          show: (row) => (
            <>
              <GoLink to={paths.cbamDeclaration(row.id)}>{row.number}</GoLink>
              <div className="th-small th-quiet">{t('neutrality.version', { n: row.version })}</div>
            </>
          ),
        },
        { key: 'installation', title: t('cbam.installation'), show: (row) => say(row.installation) },
        { key: 'period', title: t('cbam.period'), show: (row) => <SpanLabel from={row.from} to={row.until} /> },
        {
          key: 'goods',
          title: t('cbam.goods'),
          show: (row) => row.goods.map((one) => <div key={one.id}>{`${one.id} · ${nameOf(one.category)} · ${one.cnCode}`}</div>),
        },
        { key: 'state', title: t('common.state'), show: (row) => <Tag tone={cbamTones[row.state]}>{t(`cbam.state.${row.state}`)}</Tag> },
        { key: 'by', title: t('neutrality.drafted'), show: (row) => <WhoWhen name={row.changed.by} at={row.changed.at} /> },
      ]}
    />
  );
}

/** Categories with CN codes and what counts, each with how sure the line is. */
function Goods({ book }: { book: Book }) {
  const { t, say } = useWords();
  return (
    <Section title={t('cbam.book')}>
      <p>{t('cbam.bookText', { source: book.source, day: book.definitiveFrom })}</p>
      <PlainTable
        rows={book.categories}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'category',
            title: t('cbam.category'),
            show: (row) => (
              <>
                {say(row.name)}
                <div className="th-small th-quiet">{say(book.sectors.find((one) => one.id === row.sector)?.name ?? row.name)}</div>
              </>
            ),
          },
          {
            key: 'cn',
            title: t('cbam.cn'),
            show: (row) => `${row.cn.join(', ')}${row.except.length > 0 ? ` (${t('cbam.except', { codes: row.except.join(', ') })})` : ''}`,
          },
          { key: 'unit', title: t('cbam.unit'), show: (row) => row.unit },
          {
            key: 'indirect',
            title: t('cbam.indirectCounts'),
            show: (row) => t(row.indirectCounts ? 'cbam.counts' : 'cbam.countsNot'),
          },
          {
            key: 'confidence',
            title: t('cbam.confidence'),
            show: (row) => <Tag tone={row.confidence === 'low' ? 'warn' : 'plain'}>{t(`cbam.confidences.${row.confidence}`)}</Tag>,
          },
        ]}
      />
    </Section>
  );
}
