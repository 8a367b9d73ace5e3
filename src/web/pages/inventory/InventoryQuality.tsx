import { roundText } from '../../format/number.ts';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag, type Tone } from '../../parts/Tag.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { figureColumn } from './figures.tsx';
import type { QualityView } from './InventoryQualityPage.tsx';

type Source = QualityView['sources'][number];
type Summary = QualityView['total'] & { readonly name: string };

const levels = ['excellent', 'very_good', 'good', 'fair', 'poor'] as const;
const tones: Readonly<Record<string, Tone>> = { excellent: 'good', very_good: 'good', good: 'good', fair: 'warn', poor: 'bad' };

const percent = (share: string | null): string => (share === null ? '—' : `${roundText(String(Number(share) * 100), 1)} %`);

function Level({ quality }: { quality: string | null }) {
  const { t } = useWords();
  const level = levels.find((one) => one === quality);
  return level ? <Tag tone={tones[level] ?? 'plain'}>{t(`inventoryBeside.quality.levelOf.${level}`)}</Tag> : '—';
}

/** Scores of categories and sources, with the share of primary data. */
export function InventoryQuality({ view }: { view: QualityView }) {
  const { t, say } = useWords();
  const title = (code: string) => {
    const found = view.categoryTitles[code];
    return found ? `${code} ${say(found)}` : code;
  };
  const rows: Summary[] = [
    ...view.categories.map((one) => ({ ...one, name: title(one.category) })),
    { ...view.total, name: t('inventoryBeside.quality.whole') },
  ];
  const summaries: Column<Summary>[] = [
    { key: 'name', title: t('inventoryBeside.quality.category'), text: (row) => row.name },
    figureColumn('emission', t('inventoryBeside.quality.emission'), (row) => row.emission),
    figureColumn('score', t('inventoryBeside.quality.score'), (row) => row.score),
    {
      key: 'level',
      title: t('inventoryBeside.quality.level'),
      text: (row) => row.quality ?? '',
      show: (row) => <Level quality={row.quality} />,
    },
    { key: 'assessed', title: t('inventoryBeside.quality.assessed'), align: 'right', text: (row) => percent(row.assessed) },
    { key: 'primary', title: t('inventoryBeside.quality.primary'), align: 'right', text: (row) => percent(row.primaryShare) },
  ];
  const sources: Column<Source>[] = [
    { key: 'code', title: t('inventoryBeside.quality.source'), text: (row) => `${row.code} ${say(row.name)}` },
    { key: 'category', title: t('inventoryBeside.quality.category'), text: (row) => title(row.category) },
    figureColumn('emission', t('inventoryBeside.quality.emission'), (row) => row.emission),
    {
      key: 'primary',
      title: t('inventoryBeside.quality.isPrimary'),
      text: (row) => (row.primary ? t('inventoryBeside.quality.yes') : t('inventoryBeside.quality.no')),
    },
    figureColumn('gsd', t('inventoryBeside.quality.gsd'), (row) => row.gsdSquared, 3),
    figureColumn('dqr', t('inventoryBeside.quality.dqr'), (row) => row.dqr),
    figureColumn('score', t('inventoryBeside.quality.score'), (row) => row.score),
    {
      key: 'level',
      title: t('inventoryBeside.quality.level'),
      text: (row) => row.quality ?? '',
      show: (row) => <Level quality={row.quality} />,
    },
  ];
  return (
    <>
      <Section title={t('inventoryBeside.quality.quality')} flush>
        <TableView bare name={t('inventoryBeside.quality.quality')} rows={rows} columns={summaries} rowKey={(row) => row.name} />
      </Section>
      <Section title={t('inventoryBeside.quality.bySource')} flush>
        <TableView name={t('inventoryBeside.quality.bySource')} rows={view.sources} columns={sources} rowKey={(row) => row.code} />
      </Section>
    </>
  );
}
