import type { ReplyOf } from '../../../contract/endpoint.ts';
import { lcaDatabaseEndpoints as e } from '../../../contract/lca-databases.ts';
import { call } from '../../api/call.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import type { Column } from '../../parts/TableView.tsx';
import { Prose } from '../../parts/Unit.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Section } from '../../ui/Page.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import { Choice, Found, InBoth } from './DatabaseLists.tsx';
import { amountText } from './model.ts';

type Ranking = ReplyOf<typeof e.rankLcaProducts>;
type Ranked = Ranking['items'][number];

const gwpSets = ['AR6', 'AR5', 'AR4'] as const;

function useColumns(databaseId: string): (list: Ranking) => Column<Ranked>[] {
  const { t } = useWords();
  return (list) => [
    { key: 'rank', title: t('lcaDatabases.rank'), text: (one) => String(one.rank), align: 'right', width: 64 },
    {
      key: 'name',
      title: t('lcaDatabases.process'),
      text: (one) => one.name,
      show: (one) => (
        <GoLink to={paths.lcaProcess(databaseId, one.process)}>
          <InBoth {...one} />
        </GoLink>
      ),
    },
    { key: 'product', title: t('lcaDatabases.productOf'), text: (one) => one.product },
    { key: 'location', title: t('lcaDatabases.location'), text: (one) => one.location, nowrap: true },
    { key: 'value', title: list.indicator.unit, text: (one) => amountText(one.value), align: 'right', nowrap: true },
    { key: 'unit', title: t('lcaDatabases.per'), text: (one) => one.unit, nowrap: true },
  ];
}

/** Every product of the database by one indicator: one transposed solution is worth them all. */
export function Ranking({ databaseId }: { databaseId: string }) {
  const { t, say } = useWords();
  const [fields] = useSearchFields();
  const params = { databaseId };
  const gwpSet = gwpSets.find((one) => one === fields.kind) ?? 'AR6';
  const narrowing = { ...(fields.search ? { search: fields.search } : {}), ...(fields.unit ? { unit: fields.unit } : {}) };
  const order = fields.change === 'least' ? ('least' as const) : ('greatest' as const);
  const asked = { ...narrowing, indicator: fields.indicator ?? 'gwp', gwpSet, order };
  const pages = usePages((window) => call(e.rankLcaProducts, { params, query: { ...asked, ...window } }));
  const page = useAsk(e.rankLcaProducts, { params, query: { ...asked, ...pages.window } });
  const columns = useColumns(databaseId);
  return (
    <Answer of={page} rows={10}>
      {(list) => (
        <>
          <p className="th-quiet">
            <Prose
              text={t('lcaDatabases.rankText', {
                name: say(list.indicator.name),
                count: list.total,
                residual: list.residual.toExponential(1),
              })}
            />
          </p>
          <Section flush>
            <Found<Ranked>
              name={t('lcaDatabases.tab.ranking')}
              rows={list.items}
              columns={columns(list)}
              rowKey={(one) => String(one.rank)}
              turning={page.isFetching && page.isPlaceholderData}
              narrowed={Object.keys(narrowing).length > 0}
              paging={pages.paging(list.total)}
              placeholder={t('lcaDatabases.search')}
              nothing={t('lcaDatabases.nothingFound')}
            >
              <Choice
                field="indicator"
                label={t('lcaDatabases.indicator')}
                options={list.indicators.map((one) => ({ value: one.id, label: `${say(one.name)} (${one.unit})` }))}
              />
              <Choice field="kind" label={t('lcaDatabases.gwpSet')} options={gwpSets.map((value) => ({ value, label: value }))} />
              <Choice field="unit" label={t('lcaDatabases.perUnit')} options={list.units.map((value) => ({ value, label: value }))} />
              <Choice
                field="change"
                label={t('lcaDatabases.order.greatest')}
                options={(['greatest', 'least'] as const).map((value) => ({ value, label: t(`lcaDatabases.order.${value}`) }))}
              />
            </Found>
          </Section>
        </>
      )}
    </Answer>
  );
}
