import type { ErrorComponentProps } from '@tanstack/react-router';
import { Button } from 'antd';
import { Problem } from '../../api/call.ts';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { PageHead } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';

export function NotFoundPage() {
  const { t } = useWords();
  return (
    <div className="th-way-out">
      <PageHead title={t('shell.error.notFoundTitle')} summary={t('shell.error.notFoundText')} />
      <WaysOut />
    </div>
  );
}

/** 403, an unreachable server, or our own mistake: what it is and how to get away from it. */
export function CrashPage({ error, reset }: ErrorComponentProps) {
  const { t } = useWords();
  const forbidden = error instanceof Problem && error.status === 403;
  const expected = error instanceof Problem;
  return (
    <div className="th-way-out">
      <PageHead
        title={t(forbidden ? 'shell.error.forbiddenTitle' : 'shell.error.crashTitle')}
        {...(expected ? {} : { summary: t('shell.error.crashText') })}
      />
      {expected && <RefusalNotice problem={error} />}
      <WaysOut
        extra={
          <Button type="primary" onClick={reset}>
            {t('common.reload')}
          </Button>
        }
      />
    </div>
  );
}

function WaysOut({ extra }: { extra?: React.ReactNode }) {
  const { t } = useWords();
  return (
    <div className="th-row">
      {extra}
      <GoLink to={paths.workbench()} className="th-button-link">
        {t('shell.error.toWorkbench')}
      </GoLink>
      <a href={paths.signIn()} className="th-button-link">
        {t('shell.error.toSignIn')}
      </a>
    </div>
  );
}
