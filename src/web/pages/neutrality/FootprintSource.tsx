import { Form, Radio, Select } from 'antd';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import { scope2Bases } from '../../../contract/neutrality-papers.ts';
import { decimal, shown } from '../../../kernel/quantity/decimal.ts';
import { grouped } from '../../../kernel/quantity/grouped.ts';
import { useAsk } from '../../api/queries.ts';
import { useRules } from '../../parts/fields.tsx';
import { HashText } from '../../parts/Labels.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { useWords } from '../../words/language.ts';
import { figure } from '../lca/footprint-model.ts';
import { PaperFields } from './PaperFields.tsx';
import { sourceFields, sourcesFor } from './paper-fields.ts';

interface Props {
  readonly subjectId: string;
  readonly periodId: string;
  readonly subjectKind: string;
}

/** Where the figures of a footprint come from: stated, or an approved source with name, period, total and hash; one that does not fit says why. */
export function FootprintSource({ subjectId, periodId, subjectKind }: Props) {
  const { t } = useWords();
  const form = Form.useFormInstance();
  const offered = sourcesFor(subjectKind);
  const chosen: unknown = Form.useWatch('source', form);
  const source = offered.find((one) => one === chosen) ?? 'stated';
  const taken = source === 'inventory' || source === 'footprint';
  return (
    <>
      <Form.Item name="source" label={t('neutrality.source')}>
        <Select options={offered.map((value) => ({ value, label: t(`neutrality.sources.${value}`) }))} />
      </Form.Item>
      {taken && <Picker subjectId={subjectId} periodId={periodId} kind={source} />}
      <PaperFields fields={sourceFields[source]} />
    </>
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly about: string;
  readonly sha256: string;
  readonly why: string;
  readonly disabled: boolean;
}

function Picker({ subjectId, periodId, kind }: { subjectId: string; periodId: string; kind: 'inventory' | 'footprint' }) {
  const { t } = useWords();
  const rules = useRules();
  const sources = useAsk(e.readSources, { params: { subjectId }, query: { periodId } });
  const choices = useChoices(sources.data);
  const field = kind === 'inventory' ? 'inventory' : 'productFootprint';
  return (
    <>
      {sources.error && <RefusalNotice problem={sources.error} />}
      <Form.Item
        name={field}
        label={t(kind === 'inventory' ? 'neutrality.inventoryChoice' : 'neutrality.footprintChoice')}
        rules={[rules.required]}
        extra={t('neutrality.sourceBrings')}
      >
        <Select
          loading={sources.isPending}
          options={choices}
          notFoundContent={t('neutrality.noSources')}
          optionRender={({ data }) => (
            <>
              {data.label}
              <div className="th-small th-quiet">
                {data.about} <HashText sha256={data.sha256} />
              </div>
              {data.why !== '' && <div className="th-small">{data.why}</div>}
            </>
          )}
        />
      </Form.Item>
      {kind === 'inventory' && (
        <Form.Item name="scope2" label={t('neutrality.scope2')} rules={[rules.required]}>
          <Radio.Group options={scope2Bases.map((value) => ({ value, label: t(`neutrality.bases.${value}`) }))} />
        </Form.Item>
      )}
    </>
  );
}

type Sources = ReplyOf<typeof e.readSources>;

function useChoices(data: Sources | undefined): Choice[] {
  const { t, say } = useWords();
  const figures = (value: string) => grouped(decimal(shown(decimal(value), 2)));
  const inventories = (data?.inventories ?? []).map((one) => ({
    ...{ value: `${one.id} ${one.version}`, label: `${one.name} · ${t('neutrality.version', { n: one.version })}`, sha256: one.sha256 },
    about: `${one.from} – ${one.to} · ${t('neutrality.byBasis', { location: figures(one.emission), market: figures(one.emissionMarket) })}`,
    ...{ why: one.whyNot ? say(one.whyNot) : '', disabled: one.whyNot !== null },
  }));
  const footprints = (data?.footprints ?? []).map((one) => ({
    ...{ value: one.versionId, label: `${one.name} · ${t('neutrality.version', { n: one.number })}`, sha256: one.sha256 },
    about: [
      `${figure(one.total)} kgCO2e ${t('neutrality.perUnit', { amount: one.unitAmount, unit: one.unit })}`,
      ...(one.validUntil === null ? [] : [t('neutrality.validUntil', { day: one.validUntil })]),
    ].join(' · '),
    ...{ why: one.whyNot ? say(one.whyNot) : '', disabled: one.whyNot !== null },
  }));
  return [...inventories, ...footprints];
}
