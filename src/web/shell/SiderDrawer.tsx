import { useRouterState } from '@tanstack/react-router';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { useWords } from '../words/language.ts';
import { SiderMenu } from './Sider.tsx';

/** On a narrow window the menu lies over the page, and is gone once a page is chosen. */
export function SiderDrawer() {
  const { t } = useWords();
  const address = useRouterState({ select: (state) => state.location.href });
  const [openAt, setOpenAt] = useState<string | null>(null);
  const open = openAt === address;
  return (
    <>
      <Button
        type="text"
        aria-label={t('shell.mainMenu')}
        aria-haspopup="dialog"
        aria-expanded={open}
        icon={<Icon name="menu" size={18} />}
        onClick={() => setOpenAt(address)}
      />
      <Drawer
        open={open}
        onClose={() => setOpenAt(null)}
        placement="left"
        size={280}
        title={t('common.product')}
        rootClassName="th-sider-drawer"
        destroyOnHidden
      >
        <SiderMenu collapsed={false} />
      </Drawer>
    </>
  );
}
