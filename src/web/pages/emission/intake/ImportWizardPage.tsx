import { Steps } from 'antd';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { FileStep } from './FileStep.tsx';
import styles from './intake.module.css';
import { MappingStep } from './MappingStep.tsx';
import { NamesStep } from './NamesStep.tsx';
import { PreviewStep } from './PreviewStep.tsx';
import { ResultStep } from './ResultStep.tsx';
import { type Step, useImportWizard } from './useImportWizard.ts';

const steps: readonly Step[] = ['file', 'mapping', 'names', 'preview', 'result'];
const views = { file: FileStep, mapping: MappingStep, names: NamesStep, preview: PreviewStep, result: ResultStep } as const;

/** A file on its way into the monthly data. */
export function ImportWizardPage() {
  const { t } = useWords();
  const wizard = useImportWizard();
  const { step, file } = wizard.state;
  const View = views[step];
  return (
    <>
      <PageHead title={t('intake.open')} clause="A.8" summary={file?.fileName ?? t('intake.summary')} />
      <Section>
        <Steps size="small" current={steps.indexOf(step)} items={steps.map((one) => ({ title: t(`intake.steps.${one}`) }))} />
        <div className={styles.body}>
          <View wizard={wizard} />
        </div>
      </Section>
    </>
  );
}
