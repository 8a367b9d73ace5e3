import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { PageHead } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import styles from './beside.module.css';

export type BesidePage = 'report' | 'baseYear' | 'quality' | 'methods';

interface Head {
  readonly inventoryId: string;
  readonly entityName: { readonly zh: string; readonly en: string };
  readonly year: number;
  readonly name: string;
  readonly version: number;
  readonly sha256: string | null;
}

const pages: readonly { readonly key: BesidePage; readonly to: (id: string) => string }[] = [
  { key: 'report', to: paths.inventoryReport },
  { key: 'baseYear', to: paths.inventoryBaseYear },
  { key: 'quality', to: paths.inventoryQuality },
  { key: 'methods', to: paths.inventoryMethods },
];

/** The pages that stand beside an inventory, as links. */
export function InventoryLinks({ inventoryId, here }: { inventoryId: string; here?: BesidePage }) {
  const { t } = useWords();
  return (
    <nav className={`th-row ${styles.links ?? ''}`} aria-label={t('inventoryBeside.tabs')}>
      {here !== undefined && <GoLink to={paths.inventoryOf(inventoryId)}>{t('inventoryBeside.tab.overview')}</GoLink>}
      {pages.map(({ key, to }) =>
        key === here ? (
          <b key={key} aria-current="page">
            {t(`inventoryBeside.tab.${key}`)}
          </b>
        ) : (
          <GoLink key={key} to={to(inventoryId)}>
            {t(`inventoryBeside.tab.${key}`)}
          </GoLink>
        ),
      )}
    </nav>
  );
}

/** Head of a page beside an inventory: whose it is, which version it speaks of, the way to the others. */
export function BesideHead({ of, here, extra }: { of: Head; here: BesidePage; extra?: React.ReactNode }) {
  const { t, say } = useWords();
  const version = of.sha256 === null ? t('inventoryBeside.notFrozen') : t('inventoryBeside.version', { version: of.version });
  return (
    <>
      <PageHead
        title={`${say(of.entityName)} · ${of.year} · ${t(`inventoryBeside.${here}.title`)}`}
        clause="A.9"
        summary={t(`inventoryBeside.${here}.summary`)}
        extra={extra}
      />
      <p className="th-row th-small">
        <span>{of.name}</span>
        <span className="th-quiet">{version}</span>
        {of.sha256 && (
          <code className="th-place" title={of.sha256}>
            {of.sha256.slice(0, 12)}
          </code>
        )}
      </p>
      <InventoryLinks inventoryId={of.inventoryId} here={here} />
    </>
  );
}
