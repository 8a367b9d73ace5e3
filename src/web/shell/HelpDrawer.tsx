import { Drawer } from 'antd';
import { Prose } from '../parts/Unit.tsx';
import { useWords } from '../words/language.ts';

const terms = ['tco2e', 'ncv', 'cc', 'of', 'gwp', 'dqcp', 'clauseMap'] as const;

/** Where to begin, the keys, and the abbreviations of the trade. */
export function HelpDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Drawer open={open} onClose={onClose} title={t('shell.helpTitle')} size={440}>
      <div className="th-help">
        <h3>{t('shell.helpPages')}</h3>
        <ol>
          <li>{t('shell.helpStart1')}</li>
          <li>{t('shell.helpStart2')}</li>
          <li>{t('shell.helpStart3')}</li>
        </ol>
        <h3>{t('shell.helpKeys')}</h3>
        <dl className="th-keys">
          <dt>
            <kbd>{'Ctrl K'}</kbd>
          </dt>
          <dd>{t('shell.helpKeyPalette')}</dd>
          <dt>
            <kbd>{'F1'}</kbd>
          </dt>
          <dd>{t('shell.helpKeyHelp')}</dd>
          <dt>
            <kbd>{'Tab'}</kbd> <kbd>{'\u2190 \u2191 \u2192 \u2193'}</kbd>
          </dt>
          <dd>{t('shell.helpKeyMove')}</dd>
          <dt>
            <kbd>{'Esc'}</kbd>
          </dt>
          <dd>{t('shell.helpKeyClose')}</dd>
        </dl>
        <h3>{t('shell.helpTerms')}</h3>
        <dl>
          {terms.map((term) => (
            <div key={term}>
              <dt>{t(`shell.term.${term}`)}</dt>
              <dd>
                <Prose text={t(`shell.term.${term}Text`)} />
              </dd>
            </div>
          ))}
        </dl>
        <p>
          <a href="/api/v1/openapi.json" target="_blank" rel="noreferrer">
            {t('shell.helpApi')}
          </a>
        </p>
      </div>
    </Drawer>
  );
}
