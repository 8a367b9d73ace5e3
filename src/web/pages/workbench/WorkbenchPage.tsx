import { Button } from 'antd';
import { emissionEndpoints } from '../../../contract/emission.ts';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { useAsk } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { dayName } from '../../format/time.ts';
import { Answer } from '../../parts/Answer.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { paths } from '../../paths.ts';
import { useLedgerToDo } from '../../shell/useLedgerToDo.ts';
import { useWorkplace } from '../../shell/workplace.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { DueList } from './DueList.tsx';
import { GapCard } from './GapCard.tsx';
import { Headline } from './Headline.tsx';
import { MonthStrip } from './MonthStrip.tsx';
import { NextList, WrongList } from './WrongList.tsx';
import './workbench.css';

export type Workbench = ReplyOf<typeof emissionEndpoints.readWorkbench>;

/** The first screen answers four questions: where are we, what is due, what is wrong, what next. */
export function WorkbenchPage() {
  const session = useSession();
  return session?.grants.length === 0 ? <NoRoleYet /> : <RolesWorkbench />;
}

/** Invited, but not yet given a role: what that means and who can change it. */
function NoRoleYet() {
  const { t } = useWords();
  return (
    <>
      <PageHead title={t('shell.page.workbench')} />
      <Section>
        <EmptyState
          icon="person"
          title={t('workbench.noRoleTitle')}
          text={t('workbench.noRoleText')}
          clause="5.3"
          actions={<Button onClick={() => window.location.reload()}>{t('common.reload')}</Button>}
        />
      </Section>
    </>
  );
}

function RolesWorkbench() {
  const { t, language } = useWords();
  const { year } = useWorkplace();
  const workbench = useAsk(emissionEndpoints.readWorkbench, year === null ? {} : { query: { year } });
  const data = workbench.data;
  return (
    <>
      <PageHead
        title={t('shell.page.workbench')}
        summary={data ? t('workbench.summary', { year: data.year, today: dayName(data.today, language) }) : ' '}
      />
      <Answer of={workbench} rows={12}>
        {(now) => (now.months.length === 0 ? <NothingYet workbench={now} /> : <Board workbench={now} />)}
      </Answer>
    </>
  );
}

function Board({ workbench }: { workbench: Workbench }) {
  const { t } = useWords();
  const ledger = useLedgerToDo();
  return (
    <div className="th-board">
      <div className="th-board-wide">
        <Headline workbench={workbench} />
      </div>
      <div className="th-board-main">
        <Section title={t('workbench.strip')}>
          <MonthStrip months={workbench.months} year={workbench.year} />
        </Section>
        <Section title={t('workbench.wrong')} extra={<span className="th-count">{workbench.wrong.length || ''}</span>}>
          <WrongList wrong={workbench.wrong} />
        </Section>
      </div>
      <div className="th-board-side">
        <GapCard year={workbench.year} />
        <Section title={t('workbench.next')}>
          <NextList next={[...workbench.next, ...ledger]} />
        </Section>
        <Section title={t('workbench.due')}>
          <DueList due={workbench.due} />
        </Section>
      </div>
    </div>
  );
}

function NothingYet({ workbench }: { workbench: Workbench }) {
  const { t } = useWords();
  return (
    <>
      <Section>
        <EmptyState
          icon="emission"
          title={t('workbench.emptyTitle', { year: workbench.year })}
          text={t('workbench.emptyText')}
          clause="A.8"
          actions={
            <>
              <GoLink to={paths.months()} className="th-button-link">
                {t('workbench.toMonths')}
              </GoLink>
              <GoLink to={paths.organization()} className="th-button-link">
                {t('workbench.toOrganization')}
              </GoLink>
            </>
          }
        />
      </Section>
      {workbench.wrong.length > 0 && (
        <Section title={t('workbench.wrong')}>
          <WrongList wrong={workbench.wrong} />
        </Section>
      )}
      {workbench.due.length > 0 && (
        <Section title={t('workbench.due')}>
          <DueList due={workbench.due} />
        </Section>
      )}
    </>
  );
}
