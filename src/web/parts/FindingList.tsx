import type { Finding, Severity } from '../../kernel/finding.ts';
import { paths } from '../paths.ts';
import { GoLink } from '../ui/GoLink.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useWords } from '../words/language.ts';
import { useMethodWords } from './method-words.ts';
import { Prose } from './Unit.tsx';

/** Severity by icon, word and colour together; never by colour alone. */
export function SeverityMark({ severity, quiet }: { severity: Severity; quiet?: boolean }) {
  const { t } = useWords();
  return (
    <span className={`th-severity th-severity-${severity}`}>
      <Icon name={severity} size={15} />
      <span className={quiet ? 'th-hidden' : undefined}>{t(`common.severity.${severity}`)}</span>
    </span>
  );
}

const order: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/**
 * Findings, worst first. `linkOf` gives the address of the field a finding points at; `onGo` moves there inside the page; `actionOf` adds what can be done
 * about one (a reason for a warning). `names`: what ids in places stand for.
 */
export function FindingList({
  findings,
  linkOf,
  onGo,
  actionOf,
  names,
}: {
  findings: readonly Finding[];
  names?: ReadonlyMap<string, string>;
  linkOf?: (finding: Finding) => string | null;
  onGo?: (finding: Finding) => void;
  actionOf?: (finding: Finding) => React.ReactNode;
}) {
  const { t, say } = useWords();
  const { cite } = useMethodWords();
  const sorted = [...findings].sort((a, b) => order[a.severity] - order[b.severity]);
  if (sorted.length === 0) return <p className="th-quiet">{t('common.noFindings')}</p>;
  return (
    <ul className="th-findings">
      {sorted.map((finding, index) => {
        const link = linkOf?.(finding) ?? null;
        const place = placeOf(finding, names);
        const sampleId = finding.place.at?.sampleId;
        return (
          // The same finding may stand twice; its position tells the two apart.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={index} className={`th-finding th-finding-${finding.severity}`}>
            <SeverityMark severity={finding.severity} />
            <div className="th-finding-text">
              <p>
                <Prose text={say(finding.text)} />
                {finding.clause && <span className="th-clause">{cite(finding.clause)}</span>}
              </p>
              {finding.cure && (
                <p className="th-quiet">
                  <Prose text={say(finding.cure)} />
                </p>
              )}
              {place && <code className="th-place">{place}</code>}
            </div>
            <div className="th-finding-actions">
              {link && <GoLink to={link}>{t('common.goToField')}</GoLink>}
              {!link && onGo && (
                <button type="button" className="th-linkbutton" onClick={() => onGo(finding)}>
                  {t('common.goToField')}
                </button>
              )}
              {sampleId && !link && <GoLink to={paths.coalSample(sampleId)}>{t('laboratory.toSample')}</GoLink>}
              {actionOf?.(finding)}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** Parts of a place that lead somewhere and are no words. */
const unread = new Set(['sampleId', 'evidence']);

const anId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A place in words: an id is told by its name, and left out where it has none. */
function placeOf(finding: Finding, names: ReadonlyMap<string, string> | undefined): string {
  const { place } = finding;
  const told = (value: string): string[] => {
    const name = names?.get(value);
    return name === undefined && anId.test(value) ? [] : [name ?? value];
  };
  const at = Object.entries(place.at ?? {})
    .flatMap(([name, value]) => (unread.has(name) ? [] : told(value)))
    .join(' · ');
  const file = place.file ? `${place.file}${place.line ? `:${place.line}` : ''}` : '';
  const path = place.path ?? '';
  const ids = path.split('/').filter((part) => anId.test(part));
  const shownPath = ids.length > 0 ? ids.flatMap(told).join(' · ') : path;
  return [file, place.symbol ?? shownPath, at].filter((part) => part !== '').join(' · ');
}
