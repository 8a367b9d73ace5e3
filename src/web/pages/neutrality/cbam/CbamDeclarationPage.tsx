import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { cbamFileFormats, cbamEndpoints as e } from '../../../../contract/cbam-declarations.ts';
import { addressOf } from '../../../api/call.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed, useWhyNot } from '../../../parts/Deed.tsx';
import { FindingList } from '../../../parts/FindingList.tsx';
import { HashText, SpanLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { KeyValues, PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { outputOf, ResultDerivation } from '../../trading/ResultDerivation.tsx';
import { DecisionDeeds } from '../DecisionDeeds.tsx';
import { CbamForm } from './CbamForm.tsx';
import { cbamTones, type DeclarationView } from './cbam-model.ts';

/** 一份货物隐含排放申报 (D.8): goods with figures that tell how they came about, frozen sources, findings, versions, files. */
export function CbamDeclarationPage() {
  const { declarationId } = useParams({ strict: false });
  const view = useAsk(e.readCbamDeclaration, { params: { declarationId: declarationId ?? '' } });
  return (
    <Answer of={view} rows={10}>
      {(data) => <View view={data} />}
    </Answer>
  );
}

function View({ view }: { view: DeclarationView }) {
  const { t, say } = useWords();
  const [isChanging, setChanging] = useState(false);
  const { declaration, content } = view;
  const change = (
    <RightDeed action="neutrality.keep" onClick={() => setChanging(true)}>
      {t('cbam.change')}
    </RightDeed>
  );
  return (
    <>
      <PageHead
        title={`${declaration.number} · ${say(declaration.installation)}`}
        clause="D.8"
        summary={
          <>
            <SpanLabel from={declaration.from} to={declaration.until} /> · {t('neutrality.version', { n: declaration.version })}{' '}
            <Tag tone={cbamTones[declaration.state]}>{t(`cbam.state.${declaration.state}`)}</Tag> {t('cbam.notOfficial')}
          </>
        }
        extra={change}
      />
      {declaration.state === 'drafted' && <Decide view={view} />}
      <Section title={t('cbam.figures')}>
        <Figures view={view} />
      </Section>
      <Section title={t('cbam.findings')}>
        <FindingList findings={view.result.findings.map(plainFinding)} />
      </Section>
      <Section title={t('cbam.installation')}>
        <KeyValues
          columns={3}
          items={[
            { label: t('cbam.country'), value: content.country },
            { label: t('cbam.address'), value: content.address },
            { label: t('cbam.importer'), value: content.importer },
            { label: t('cbam.contact'), value: content.contact },
            { label: t('cbam.verifier'), value: [content.verifier, content.verifiedOn ?? ''].join(' ').trim() },
            { label: t('cbam.evidence'), value: view.evidence.map((one) => one.title).join('; ') },
            { label: t('cbam.note'), value: content.note, wide: true },
          ]}
        />
      </Section>
      <Versions view={view} />
      <ResultDerivation result={view.result} year={Number(declaration.from.slice(0, 4))} />
      {isChanging && <CbamForm book={view.book} from={view} onClose={() => setChanging(false)} />}
    </>
  );
}

function Decide({ view }: { view: DeclarationView }) {
  const { t } = useWords();
  const decide = useDeed(e.decideCbamDeclaration);
  const right = useWhyNot('neutrality.approve');
  const { id: declarationId, version } = view.declaration;
  return (
    <Section>
      <DecisionDeeds
        why={view.mine ? t('neutrality.own') : right}
        approve={t('cbam.approve')}
        sure={t('cbam.approveSure')}
        busy={decide.isPending}
        problem={decide.error}
        send={(decision, reason, done) => decide.mutate({ params: { declarationId, version }, body: { decision, reason } }, done)}
      />
    </Section>
  );
}

type Good = DeclarationView['content']['goods'][number];

function Figures({ view }: { view: DeclarationView }) {
  const { t, say } = useWords();
  const { result, declaration, book, taken } = view;
  const figure = (symbol: string) => (good: Good) => {
    const found = outputOf(result, symbol, { good: good.id });
    const node = found && result.derivation.nodes.find((one) => one.symbol === symbol && one.at.good === good.id && !one.at.precursor);
    return found?.shown ? (
      <Quantity value={found.shown} unit={found.unit} to={paths.cbamDeclaration(declaration.id, node?.id)} />
    ) : (
      <span className="th-quiet">{t('common.notGiven')}</span>
    );
  };
  const column = (key: string, title: string) => ({ key, title, className: 'th-right', show: figure(key) });
  return (
    <PlainTable
      rows={view.content.goods}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'good',
          title: t('cbam.goods'),
          show: (row) => (
            <>
              {row.id}
              <div className="th-small th-quiet">
                {say(book.categories.find((one) => one.id === row.category)?.name ?? { zh: row.category, en: row.category })} · {row.cnCode}
              </div>
            </>
          ),
        },
        {
          key: 'quantity',
          title: t('cbam.quantity'),
          className: 'th-right',
          show: (row) => <Quantity value={row.quantity} unit={row.unit} />,
        },
        column('specific_direct', t('cbam.specificDirect')),
        column('specific_indirect', t('cbam.specificIndirect')),
        column('counted', t('cbam.counted')),
        column('specific_counted', t('cbam.specificCounted')),
        column('actual_share', t('cbam.actualShare')),
        column('price_due', t('cbam.priceDue')),
        {
          key: 'source',
          title: t('cbam.takenFrom'),
          show: (row) => {
            const from = taken.find((one) => one.good === row.id);
            if (!from) return t('cbam.sources.stated');
            return (
              <>
                {say(from.label)} <HashText sha256={from.reference.hash} />
                {from.later && <Tag tone="warn">{t('neutrality.later', { n: from.later.version })}</Tag>}
              </>
            );
          },
        },
      ]}
    />
  );
}

function Versions({ view }: { view: DeclarationView }) {
  const { t, language } = useWords();
  const approved = view.versions.find((one) => one.decision?.decision === 'approved');
  const file = (format: (typeof cbamFileFormats)[number]) =>
    addressOf(e.readCbamFile, { params: { declarationId: view.declaration.id }, query: { format, language } });
  return (
    <Section title={t('cbam.versions')}>
      <PlainTable
        rows={view.versions}
        rowKey={(row) => String(row.version)}
        columns={[
          { key: 'version', title: t('cbam.number'), show: (row) => t('neutrality.version', { n: row.version }) },
          { key: 'drafted', title: t('neutrality.drafted'), show: (row) => <WhoWhen name={row.drafted.by} at={row.drafted.at} /> },
          {
            key: 'decided',
            title: t('neutrality.decided'),
            show: ({ decision }) =>
              decision && (
                <>
                  <Tag tone={decision.decision === 'approved' ? 'good' : 'bad'}>{t(`neutrality.${decision.decision}`)}</Tag>{' '}
                  <WhoWhen name={decision.by} at={decision.at} /> {decision.reason}{' '}
                  {decision.sha256 && <HashText sha256={decision.sha256} />}
                </>
              ),
          },
        ]}
      />
      {approved && (
        <div className="th-row">
          {t('cbam.files')}
          {cbamFileFormats.map((format) => (
            <Button key={format} download href={file(format)} icon={<Icon name="download" size={15} />}>
              {format === 'xlsx' ? 'Excel' : format.toUpperCase()}
            </Button>
          ))}
        </div>
      )}
    </Section>
  );
}
