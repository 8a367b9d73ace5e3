import { libraryEndpoints } from '../../../contract/library.ts';
import type { MethodSummary } from '../../api/method.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { HashText } from '../../parts/Labels.tsx';
import { useMethodWords } from '../../parts/method-words.ts';
import { Tag } from '../../parts/Tag.tsx';
import { Prose } from '../../parts/Unit.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { ConfidenceTag } from './ConfidenceTag.tsx';
import './library.css';

/** The accounting methods the product computes with. */
export function MethodsPage() {
  const { t } = useWords();
  const methods = useAsk(libraryEndpoints.listMethods, {});
  return (
    <>
      <PageHead title={t('shell.page.methods')} clause="A.8" summary={t('library.methodsSummary')} />
      <Section flush>
        <Answer of={methods} rows={10}>
          {(list) => list.items.map((method) => <MethodCard key={method.id} method={method} />)}
        </Answer>
      </Section>
    </>
  );
}

function MethodCard({ method }: { method: MethodSummary }) {
  const { t, say } = useWords();
  const { cite } = useMethodWords();
  return (
    <article className="th-method-card">
      <div>
        <h2>
          <GoLink to={paths.method(method.id)}>
            <Prose text={say(method.title)} />
          </GoLink>
        </h2>
        <p>
          <Prose text={say(method.summary)} />
        </p>
        <p className="th-small th-quiet">{cite(method.source)}</p>
      </div>
      <div className="th-method-side">
        <div className="th-row th-end">
          <Tag>{t('library.version', { version: method.version })}</Tag>
          <ConfidenceTag confidence={method.confidence} />
        </div>
        <div>{method.dataYears ? t('library.years', { from: method.dataYears.from, to: method.dataYears.to }) : t('library.anyYear')}</div>
        <div>{t('library.methodCounts', { inputs: method.inputCount, steps: method.stepCount })}</div>
        <HashText sha256={method.sha256} />
      </div>
    </article>
  );
}
