import { Button, Segmented } from 'antd';
import { discussionEndpoints } from '../../../contract/discussion.ts';
import { emissionEndpoints } from '../../../contract/emission.ts';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { useAsk } from '../../api/queries.ts';
import { useMay, useSession } from '../../api/session.ts';
import { dayName } from '../../format/time.ts';
import { Answer } from '../../parts/Answer.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { paths } from '../../paths.ts';
import { usePreferences } from '../../shell/preferences.tsx';
import { useLedgerToDo } from '../../shell/useLedgerToDo.ts';
import { useWorkplace } from '../../shell/workplace.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { DueList } from './DueList.tsx';
import { GapCard } from './GapCard.tsx';
import { Headline } from './Headline.tsx';
import { nextLine } from './home/asks.ts';
import { useAuditorHome } from './home/auditor.ts';
import { useFinanceHome } from './home/finance.ts';
import { HomeCards, type RoleHome } from './home/HomeCards.tsx';
import { type HomeKey, homeShown, homesOf } from './home/homes.ts';
import { useManagerHome } from './home/manager.ts';
import { useStatisticianHome } from './home/statistician.ts';
import { useTopHome } from './home/top.ts';
import { useTraderHome } from './home/trader.ts';
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

/** The same four questions for everybody; a role's own headline and cards come first. */
function Board({ workbench }: { workbench: Workbench }) {
  const session = useSession();
  const { preferences, change } = usePreferences();
  const homes = homesOf((session?.grants ?? []).map((one) => one.role));
  const home = homeShown(homes, preferences.home);
  return (
    <>
      {homes.length > 1 && home && <HomeChooser homes={homes} home={home} onChoose={(chosen) => change({ home: chosen })} />}
      {home ? <HomeBoard key={home} home={home} workbench={workbench} /> : <Questions workbench={workbench} home={null} role={nothing} />}
    </>
  );
}

const nothing: RoleHome = { cards: [], wrong: [], next: [], due: [] };
const uses: Readonly<Record<HomeKey, (workbench: Workbench) => RoleHome>> = {
  ...{ top: useTopHome, manager: useManagerHome, auditor: useAuditorHome },
  ...{ finance: useFinanceHome, trader: useTraderHome, statistician: useStatisticianHome },
};

/** One home is one component: another one asks other questions. */
function HomeBoard({ home, workbench }: { home: HomeKey; workbench: Workbench }) {
  const useHome = uses[home];
  return <Questions workbench={workbench} home={home} role={useHome(workbench)} />;
}

function HomeChooser({ homes, home, onChoose }: { homes: readonly HomeKey[]; home: HomeKey; onChoose: (home: HomeKey) => void }) {
  const { t } = useWords();
  return (
    <Segmented<HomeKey>
      className="th-home-chooser"
      aria-label={t('workbench.home.choose')}
      value={home}
      options={homes.map((value) => ({ value, label: t(`workbench.home.of.${value}`) }))}
      onChange={onChoose}
    />
  );
}

/** Whose first question is of money, positions or audits sees emissions below. */
const elsewhere: readonly (HomeKey | null)[] = ['trader', 'finance', 'auditor'];

function Questions({ workbench, home, role }: { workbench: Workbench; home: HomeKey | null; role: RoleHome }) {
  const { t } = useWords();
  const ledger = useLedgerToDo();
  const callings = useCallings();
  const wrong = [...role.wrong, ...workbench.wrong];
  const emissionFirst = !elsewhere.includes(home);
  const strip = (
    <Section title={t('workbench.strip')}>
      <MonthStrip months={workbench.months} year={workbench.year} />
    </Section>
  );
  return (
    <div className="th-board">
      <div className="th-board-wide">
        {home && role.cards.length > 0 && <HomeCards cards={role.cards} label={t(`workbench.home.of.${home}`)} />}
        {emissionFirst && <Headline workbench={workbench} />}
      </div>
      <div>
        {emissionFirst && strip}
        <Section title={t('workbench.wrong')} extra={<span className="th-count">{wrong.length || ''}</span>}>
          <WrongList wrong={wrong} />
        </Section>
        {!emissionFirst && strip}
      </div>
      <div>
        {home !== 'trader' && home !== 'auditor' && <GapCard year={workbench.year} />}
        <Section title={t('workbench.next')}>
          <NextList next={[...callings, ...role.next, ...workbench.next, ...ledger]} />
        </Section>
        <Section title={t('workbench.due')}>
          <DueList due={[...role.due, ...workbench.due]} />
        </Section>
      </div>
    </div>
  );
}

/** Questions to this person and mentions that are not answered yet; they lead to the first of them. */
function useCallings(): Workbench['next'] {
  const { t } = useWords();
  const open = useAsk(discussionEndpoints.listCallings, { query: { open: '1' } }, { enabled: useMay('discussion.take_part') });
  const mine = open.data?.items.filter((one) => one.kind !== 'asking') ?? [];
  return nextLine('callings', t('workbench.home.callings'), mine.length, mine[0]?.path ?? '');
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
