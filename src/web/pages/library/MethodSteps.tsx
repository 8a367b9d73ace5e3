import type { MethodDescription, StepDescription } from '../../../kernel/method/describe.ts';
import type { Text } from '../../../kernel/text.ts';
import { Formula, type SymbolTitles } from '../../parts/Formula.tsx';
import { useMethodWords } from '../../parts/method-words.ts';
import { Tag } from '../../parts/Tag.tsx';
import { Prose, Unit } from '../../parts/Unit.tsx';
import { useWords } from '../../words/language.ts';

/** The steps in the order they are computed, each with its formula in print and, where there are several, the choice between them. */
export function MethodSteps({ description, titles, search }: { description: MethodDescription; titles: SymbolTitles; search: string }) {
  const recordTitles = new Map(description.records.map((record) => [record.name, record.title]));
  const outputs = new Set(description.outputs);
  return (
    <ol>
      {description.steps
        .filter((step) => symbolFits(step.symbol, step.title, search))
        .map((step) => (
          <Step key={step.symbol} step={step} titles={titles} over={recordTitles.get(step.over)} output={outputs.has(step.symbol)} />
        ))}
    </ol>
  );
}

export function symbolFits(symbol: string, title: Text, search: string): boolean {
  return `${symbol} ${title.zh} ${title.en}`.toLowerCase().includes(search.trim().toLowerCase());
}

function Step({ step, titles, over, output }: { step: StepDescription; titles: SymbolTitles; over: Text | undefined; output: boolean }) {
  const { t, say } = useWords();
  const { cite } = useMethodWords();
  return (
    <li className="th-step-item" id={`step-${step.symbol}`}>
      <div>
        <strong className="th-medium">
          <Prose text={say(step.title)} />
        </strong>{' '}
        {output && <Tag tone="info">{t('library.outputs')}</Tag>}
        <div className="th-small th-quiet th-row">
          <code>{step.symbol}</code>
          {step.unit && <Unit symbol={step.unit} />}
          {over && <span>{say(over)}</span>}
        </div>
      </div>
      <div>
        {step.alternatives.length > 1 && <p className="th-small th-quiet">{t('library.alternative')}</p>}
        {step.alternatives.map((alternative, index) => (
          // The order of the alternatives is their meaning.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <div key={index} className="th-alternative">
            {alternative.why && (
              <span className="th-small">
                {index + 1}. <Prose text={say(alternative.why)} />
              </span>
            )}
            <Formula text={alternative.formula} titles={titles} of={step.symbol} />
            {alternative.when && (
              <span className="th-small th-quiet">
                {t('library.condition')} <Formula text={alternative.when} titles={titles} />
              </span>
            )}
            {alternative.finding && (
              <span className="th-small">
                <Tag tone="warn">{t('common.severity.warning')}</Tag> <Prose text={say(alternative.finding)} />
              </span>
            )}
          </div>
        ))}
        {step.note && (
          <p className="th-small">
            <Prose text={say(step.note)} />
          </p>
        )}
        {(step.clause || step.source) && (
          <p className="th-small th-quiet">{[step.clause, step.source].flatMap((one) => (one ? cite(one) : [])).join(' · ')}</p>
        )}
      </div>
    </li>
  );
}
