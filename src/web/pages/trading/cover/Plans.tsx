import { FindingList } from '../../../parts/FindingList.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { type CalculationResult, outputOf } from '../ResultDerivation.tsx';

/** The plans, best first: what each takes from where and what it costs; which limits bind, in words. */
export function Plans({ result }: { result: CalculationResult }) {
  const { t } = useWords();
  const plans = result.outputs.filter((one) => one.symbol === 'cost').map((one) => one.at.plan ?? '');
  const binding = result.findings.filter((one) => one.code.startsWith('limit_reached_'));
  const rest = result.findings.filter((one) => one.code !== 'cover_plan' && !one.code.startsWith('limit_reached_'));
  const marginal = result.outputs.find((one) => one.symbol === 'marginal_cost');
  return (
    <>
      {rest.length > 0 && <FindingList findings={rest.map(plainFinding)} />}
      {plans.length > 0 && (
        <>
          <Section title={t('trading.cover.plans')}>
            <PlanTable result={result} plans={plans} />
            {marginal && (
              <p>
                <span className="th-quiet">{t('trading.cover.marginal')}</span> <Quantity value={marginal.value} unit="CNY/t" digits={2} />
              </p>
            )}
          </Section>
          <Section title={t('trading.cover.reasons')}>
            {binding.length === 0 ? (
              <p className="th-quiet">{t('trading.cover.none')}</p>
            ) : (
              <FindingList findings={binding.map(plainFinding)} />
            )}
          </Section>
        </>
      )}
    </>
  );
}

/** What each plan takes from where, and what it costs. */
function PlanTable({ result, plans }: { result: CalculationResult; plans: readonly string[] }) {
  const { t } = useWords();
  const sources = [...new Set(result.outputs.filter((one) => one.symbol === 'quantity').map((one) => one.at.source ?? ''))];
  const node = (symbol: string, at: string) => paths.cover({ node: `${symbol}[${at}]` });
  return (
    <PlainTable
      rows={plans}
      rowKey={(plan) => plan}
      columns={[
        {
          key: 'plan',
          title: t('trading.cover.plans'),
          show: (plan) => (
            <>
              {t('trading.cover.plan', { n: plan })} {plan === '1' && <Tag tone="good">{t('trading.cover.best')}</Tag>}
            </>
          ),
        },
        ...sources.map((source) => ({
          key: source,
          title: source,
          className: 'th-right',
          show: (plan: string) => <Quantity value={outputOf(result, 'quantity', { plan, source })?.value ?? '0'} unit="t" />,
        })),
        {
          key: 'cost',
          title: t('trading.cover.cost'),
          className: 'th-right',
          show: (plan) => (
            <Quantity value={outputOf(result, 'cost', { plan })?.value ?? null} unit="CNY" digits={2} to={node('cost', `plan=${plan}`)} />
          ),
        },
        {
          key: 'more',
          title: t('trading.cover.more'),
          className: 'th-right',
          show: (plan) => {
            const more = outputOf(result, 'cost_more', { plan })?.value ?? null;
            return more === null ? '—' : <Quantity value={more} unit="CNY" digits={2} to={node('cost_more', `plan=${plan}`)} />;
          },
        },
      ]}
    />
  );
}
