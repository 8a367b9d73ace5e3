import { Button, Tooltip } from 'antd';
import { useEffect, useState } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { useWords } from '../words/language.ts';
import { HelpDrawer } from './HelpDrawer.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { NodePicker } from './NodePicker.tsx';
import { Palette } from './Palette.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { SiderDrawer } from './SiderDrawer.tsx';
import { ToDoBell } from './ToDoBell.tsx';
import { useNarrow } from './useNarrow.ts';
import { YearPicker } from './YearPicker.tsx';

export function TopBar() {
  const { t } = useWords();
  const narrow = useNarrow();
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setPalette(true);
      }
      if (event.key === 'F1') {
        event.preventDefault();
        setHelp(true);
      }
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <header className="th-topbar">
      {narrow && <SiderDrawer />}
      <NodePicker />
      <YearPicker />
      <div className="th-topbar-break" />
      <button type="button" className="th-search-button" onClick={() => setPalette(true)} aria-haspopup="dialog">
        <Icon name="search" size={15} />
        <span>{t('shell.palette')}</span>
        <kbd>{'Ctrl K'}</kbd>
      </button>
      <ToDoBell />
      <Tooltip title={t('shell.help')}>
        <Button type="text" aria-label={t('shell.help')} icon={<Icon name="help" size={18} />} onClick={() => setHelp(true)} />
      </Tooltip>
      <LanguageSwitch />
      <PersonMenu />
      <Palette open={palette} onClose={() => setPalette(false)} />
      <HelpDrawer open={help} onClose={() => setHelp(false)} />
    </header>
  );
}
