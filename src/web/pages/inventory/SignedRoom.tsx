import { inventoryReportEndpoints as e } from '../../../contract/inventory-report.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { HashText } from '../../parts/Labels.tsx';
import { KeyValues, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { Issued } from './InventoryReportPage.tsx';
import { MoveTable } from './MoveTable.tsx';
import type { InventoryView } from './model.ts';

/** Through whose hands a frozen version went, its hashes, and the reports issued of it. */
export function SignedRoom({ view, version }: { view: InventoryView; version: number }) {
  const { t } = useWords();
  const report = useAsk(e.readInventoryReport, { params: { inventoryId: view.id } });
  return (
    <>
      <Section title={t('inventory.tab.signed')}>
        <KeyValues
          columns={2}
          items={[
            { label: t('inventory.hash'), value: view.frozen && <HashText sha256={view.frozen.sha256} full /> },
            { label: t('inventory.inputHash'), value: <HashText sha256={view.sha256} full /> },
          ]}
        />
      </Section>
      <Section title={t('inventory.movesTitle')}>
        <MoveTable moves={view.moves} />
      </Section>
      <Answer of={report} rows={3}>
        {({ reports }) => <Issued reports={reports.filter((one) => one.inventoryVersion === version)} />}
      </Answer>
    </>
  );
}
