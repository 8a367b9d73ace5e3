import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/es/locale/en_US';
import zhCN from 'antd/es/locale/zh_CN';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/queries.ts';
import { router } from './routes.tsx';
import { PreferencesProvider, usePreferences } from './shell/preferences.tsx';
import { themeFor } from './theme.ts';
import { giveStylesTheNonce } from './ui/style-nonce.ts';
import { useLessMotion } from './ui/useLessMotion.ts';
import './ui/base.css';
import './shell/shell.css';
import './parts/parts.css';
import { startWords, useWords } from './words/language.ts';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

/** Look and wording of every antd part: theme by density, its own texts by language, styles under the request's nonce. */
function Look({ children }: { children: ReactNode }) {
  const { language } = useWords();
  const { preferences } = usePreferences();
  const still = useLessMotion();
  const size = preferences.density === 'comfortable' ? 'large' : preferences.density === 'compact' ? 'small' : 'middle';
  return (
    <ConfigProvider
      locale={language === 'zh' ? zhCN : enUS}
      theme={themeFor(preferences.density, still)}
      componentSize={size === 'middle' ? 'middle' : size}
      button={{ autoInsertSpace: false }}
      {...(nonce ? { csp: { nonce } } : {})}
    >
      <App className={`th-app th-density-${preferences.density}`}>{children}</App>
    </ConfigProvider>
  );
}

giveStylesTheNonce(nonce);
startWords();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <PreferencesProvider>
        <QueryClientProvider client={queryClient}>
          <Look>
            <RouterProvider router={router} />
          </Look>
        </QueryClientProvider>
      </PreferencesProvider>
    </StrictMode>,
  );
}
