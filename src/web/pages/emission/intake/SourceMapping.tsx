import { Drawer, Table } from 'antd';
import { useWorkplace } from '../../../shell/workplace.ts';
import { KeyValues } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './intake.module.css';
import { type Alias, type ColumnRole, columnLetter, type Recipe, type Source } from './intake-model.ts';

/** What a source's files are read with: for each sheet what its columns mean, and what its names stand for. */
export function SourceMapping({ source, onClose }: { source: Source; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Drawer open onClose={onClose} title={`${t('intake.sources.mapping')} · ${source.name}`} size={720} destroyOnHidden>
      <p className="th-form-intro">{t('intake.sources.mappingText')}</p>
      {[source.recipe, ...source.more].map((recipe) => (
        <RecipeView key={recipe.sheet ?? ''} recipe={recipe} />
      ))}
      {source.aliases.length > 0 && <Names aliases={source.aliases} />}
    </Drawer>
  );
}

function RecipeView({ recipe }: { recipe: Recipe }) {
  const { t, say } = useWords();
  const { tree } = useWorkplace();
  const unit = tree.data?.units.find((one) => one.id === recipe.unitId);
  const roles = recipe.columns.flatMap((role, index) => (role.role === 'ignore' ? [] : [{ index, role }]));
  const { month } = recipe;
  const monthText = month.from === 'cell' ? month.cell : month.from === 'fixed' ? month.month : '';
  return (
    <section className={styles.reading}>
      <h3>{recipe.sheet ?? t('intake.sources.firstSheet')}</h3>
      <KeyValues
        items={[
          { label: t('intake.headerRow'), value: String(recipe.headerRow) },
          { label: t('intake.decimal'), value: t(`intake.decimals.${recipe.decimal === '.' ? 'point' : 'comma'}`) },
          { label: t('intake.month'), value: `${t(`intake.monthFrom.${month.from}`)} ${monthText}`.trim() },
          ...(unit ? [{ label: t('intake.unit'), value: say({ zh: unit.name, en: unit.nameEn }) }] : []),
          { label: t('intake.repeated'), value: t(`intake.repeatedHow.${recipe.repeated}`) },
        ]}
      />
      <Table
        size="small"
        rowKey="index"
        pagination={false}
        dataSource={roles}
        columns={[
          { title: t('intake.column'), width: 64, render: (_, line) => columnLetter(line.index) },
          { title: t('intake.meaning'), render: (_, line) => <RoleText role={line.role} /> },
        ]}
      />
    </section>
  );
}

function RoleText({ role }: { role: ColumnRole }) {
  const { t } = useWords();
  if (role.role === 'month_value')
    return (
      <>
        {t('intake.role.monthValue')} <span className="th-num">{role.month}</span>
      </>
    );
  if (role.role !== 'amount') return <>{t(`intake.role.${role.role}`)}</>;
  if (role.parameter === 'by_fuel') return <>{t('intake.role.byFuel')}</>;
  return (
    <>
      {t('intake.role.amount')}{' '}
      <span className="th-num">{[role.parameter, role.stream, role.unit].filter((part) => part !== null).join(' · ')}</span>
    </>
  );
}

function Names({ aliases }: { aliases: readonly Alias[] }) {
  const { t } = useWords();
  return (
    <section className={styles.reading}>
      <h3>{t('intake.steps.names')}</h3>
      <Table<Alias>
        size="small"
        rowKey={(one) => `${one.kind} ${one.name}`}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={[...aliases]}
        columns={[
          { title: t('intake.name'), render: (_, one) => <strong className="th-medium">{one.name}</strong> },
          { title: t('common.kind'), width: 110, render: (_, one) => t(`intake.nameKind.${one.kind}`) },
          { title: t('intake.means'), render: (_, one) => (one.skip ? t('intake.skip') : <NameText alias={one} />) },
        ]}
      />
    </section>
  );
}

function NameText({ alias }: { alias: Alias }) {
  const { say } = useWords();
  const { tree } = useWorkplace();
  const unit = tree.data?.units.find((one) => one.id === alias.unitId);
  const parts = [unit ? say({ zh: unit.name, en: unit.nameEn }) : null, alias.parameter, alias.stream, alias.unit];
  return <span className="th-num">{parts.filter((part) => part !== null).join(' · ')}</span>;
}
