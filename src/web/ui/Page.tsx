import { Skeleton, Tooltip } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useWords } from '../words/language.ts';

/** Head of a page: what it is, which clause asks for it, what can be done here. Also names the browser tab. */
export function PageHead({
  title,
  named = title,
  clause,
  summary,
  extra,
}: {
  title: string;
  /** What the browser tab says where the page has rooms. */
  named?: string;
  clause?: string;
  summary?: ReactNode;
  extra?: ReactNode;
}) {
  const { t } = useWords();
  useEffect(() => {
    document.title = `${named} · ${t('common.productLong')}`;
  }, [named, t]);
  return (
    <header className="th-page-head">
      <div className="th-page-head-text">
        <h1>
          {title}
          {clause && <ClauseMark clause={clause} />}
        </h1>
        {summary && <p className="th-page-summary">{summary}</p>}
      </div>
      {extra && <div className="th-page-extra">{extra}</div>}
    </header>
  );
}

/** The clause of the standard that asks for this; the wording around it is ours. */
export function ClauseMark({ clause }: { clause: string }) {
  const { t } = useWords();
  return (
    <Tooltip title={t('common.clauseHint', { clause })}>
      <span className="th-clause">{t('common.clause', { clause })}</span>
    </Tooltip>
  );
}

/** A titled block of a page. */
export function Section({
  title,
  extra,
  children,
  flush,
  id,
}: {
  title?: ReactNode;
  extra?: ReactNode;
  children: ReactNode;
  flush?: boolean;
  id?: string;
}) {
  return (
    <section className={flush ? 'th-section th-section-flush' : 'th-section'} {...(id ? { id } : {})}>
      {(title || extra) && (
        <div className="th-section-head">
          {title && <h2>{title}</h2>}
          {extra && <div className="th-section-extra">{extra}</div>}
        </div>
      )}
      <div className="th-section-body">{children}</div>
    </section>
  );
}

/** Label–value pairs; a value that is absent says so instead of showing a dash. */
export function KeyValues({
  items,
  columns = 2,
}: {
  items: readonly { label: ReactNode; value: ReactNode; wide?: boolean }[];
  columns?: 1 | 2 | 3;
}) {
  const { t } = useWords();
  return (
    <dl className={`th-keyvalues th-columns-${columns}`}>
      {items.map((item, index) => (
        // The list is fixed by the caller; its order is its identity.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={index} className={item.wide ? 'th-wide' : undefined}>
          <dt>{item.label}</dt>
          <dd>
            {item.value === null || item.value === undefined || item.value === '' ? (
              <span className="th-quiet">{t('common.notGiven')}</span>
            ) : (
              item.value
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What stands where content will be. */
export function Waiting({ rows = 4 }: { rows?: number }) {
  const { t } = useWords();
  return (
    <div className="th-waiting" role="status" aria-label={t('common.loading')}>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}
