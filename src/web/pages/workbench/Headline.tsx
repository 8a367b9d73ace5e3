import { Tooltip } from 'antd';
import { changePercent, group, roundText, shiftLeft } from '../../format/number.ts';
import { Quantity } from '../../parts/Quantity.tsx';
import { Prose } from '../../parts/Unit.tsx';
import { paths } from '../../paths.ts';
import { usePreferences } from '../../shell/preferences.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import type { Workbench } from './WorkbenchPage.tsx';

type Card = Workbench['headline'][number];

/** Where we are: the year's figures, each with last year's and its way down to the evidence, and how complete the data beneath them are. */
export function Headline({ workbench }: { workbench: Workbench }) {
  return (
    <div className="th-headline">
      {workbench.headline.map((card) => (
        <HeadlineCard key={card.key} card={card} />
      ))}
      <Completeness of={workbench.completeness} />
    </div>
  );
}

function HeadlineCard({ card }: { card: Card }) {
  const { t, say } = useWords();
  const { preferences } = usePreferences();
  const { number, compare } = card;
  const to = number.nodeId === null ? card.path : paths.derivationBelow(card.path, number.nodeId);
  return (
    <div className="th-card">
      <h2>
        <Prose text={say(number.title)} />
      </h2>
      {number.value === null ? (
        <p className="th-card-none">{t('workbench.noData')}</p>
      ) : (
        <Quantity value={number.value} shown={number.shown} unit={number.unit} to={to} tenThousands={preferences.bigUnit} large />
      )}
      {compare && number.value !== null && (
        <p className="th-card-compare">
          <Change now={number.value} before={compare.value} />
          <span>
            {t('workbench.compare', { label: say(compare.label), value: shortFigure(compare.value, number.unit, preferences.bigUnit) })}
          </span>
        </p>
      )}
    </div>
  );
}

/** Last year's figure with as few digits as a comparison needs. */
function shortFigure(value: string, unit: string, tenThousands: boolean): string {
  const big = tenThousands && /^t(CO2e?)?$/.test(unit);
  return group(big ? roundText(shiftLeft(value, 4), 2) : roundText(value, 0));
}

/** Direction by arrow and word, never by colour: whether a rise is good depends on the figure. */
function Change({ now, before }: { now: string; before: string }) {
  const { t } = useWords();
  const percent = changePercent(now, before);
  if (percent === null) return null;
  const size = percent.replace('-', '');
  if (Number(percent) === 0) return <span>{t('workbench.same')}</span>;
  const falls = percent.startsWith('-');
  return (
    <span className="th-change">
      <Icon name="arrowRight" size={12} className={falls ? 'th-icon th-arrow-down' : 'th-icon th-arrow-up'} />
      {t(falls ? 'workbench.fall' : 'workbench.rise', { percent: size })}
    </span>
  );
}

function Completeness({ of }: { of: Workbench['completeness'] }) {
  const { t } = useWords();
  const lines = [
    { key: 'given', name: t('workbench.given'), part: of.given, whole: of.required },
    { key: 'evidenced', name: t('workbench.evidenced'), part: of.evidenced, whole: of.given },
    { key: 'approved', name: t('workbench.approved'), part: of.approvedMonths, whole: of.allMonths },
  ];
  return (
    <Tooltip
      title={t('workbench.completeHint', {
        given: of.given,
        required: of.required,
        evidenced: of.evidenced,
        approved: of.approvedMonths,
        all: of.allMonths,
      })}
    >
      <div className="th-card th-card-complete">
        <h2>{t('workbench.complete')}</h2>
        <dl>
          {lines.map((line) => (
            <div key={line.key}>
              <dt>{line.name}</dt>
              <dd>
                <meter min={0} max={Math.max(1, line.whole)} value={line.part} aria-label={line.name} />
                <span className="th-num">{t('workbench.ofItems', { given: line.part, required: line.whole })}</span>
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </Tooltip>
  );
}
