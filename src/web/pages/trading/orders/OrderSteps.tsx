import type { OrderState } from '../../../../contract/orders.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useWords } from '../../../words/language.ts';

const steps = ['placed', 'approved', 'filled', 'settled'] as const;
/** How many steps are done; an order that ended before has none to come. */
const done: Record<OrderState, number> = {
  ...{ refused: 0, rejected: 1, cancelled: 2, expired: 2 },
  ...{ waiting: 1, in_market: 2, to_settle: 3, settled: 4 },
};

/** 委托 → 批准 → 成交 → 结算. */
export function OrderSteps({ state }: { state: OrderState }) {
  const { t } = useWords();
  return (
    <ol className="th-steps" aria-label={t('common.steps')}>
      {steps.map((step, at) => (
        <li key={step} className={at < done[state] ? 'th-step th-step-done' : 'th-step'}>
          <span className="th-step-dot">{at < done[state] && <Icon name="check" size={10} strokeWidth={3} />}</span>
          {t(`orders.step.${step}`)}
        </li>
      ))}
    </ol>
  );
}
