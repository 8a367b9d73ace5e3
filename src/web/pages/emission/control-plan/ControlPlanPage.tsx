import { Button, Segmented, Select } from 'antd';
import { controlPlanEndpoints as e } from '../../../../contract/control-plan.ts';
import { organizationEndpoints } from '../../../../contract/organization.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Discussion } from '../../../parts/discussion/Discussion.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { HardStop } from '../../../parts/HardStop.tsx';
import { DayLabel } from '../../../parts/Labels.tsx';
import { paths } from '../../../paths.ts';
import { useAddress } from '../../../shell/address.ts';
import { downloadText } from '../../../ui/download.ts';
import { GoLink, useGo } from '../../../ui/GoLink.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import styles from './control-plan.module.css';
import { DraftPlanButton } from './DraftPlanButton.tsx';
import { PlanDocument } from './PlanDocument.tsx';
import { PlanEdit } from './PlanEdit.tsx';
import { PlanHistory } from './PlanHistory.tsx';
import { PlanStanding } from './PlanStanding.tsx';
import type { Plans } from './plan-model.ts';

/** 数据质量控制方案 of a plant's year: the document, its edit, its versions (A.7). `?version=` and `?view=` say what is looked at. */
export function ControlPlanPage() {
  const params = useAddress('entityId', 'year');
  const place = { entityId: params.entityId, year: Number(params.year) };
  const tree = useAsk(organizationEndpoints.readTree, {});
  const plans = useAsk(e.listControlPlans, { params: place });
  const plants = tree.data?.entities.filter((one) => tree.data?.units.some((unit) => unit.entityId === one.id)) ?? [];
  const isPlant = plants.some((one) => one.id === place.entityId);
  return (
    <Answer of={plans} rows={10}>
      {(data) =>
        tree.data && !isPlant && data.versions.length === 0 ? (
          <ChoosePlant plants={plants} year={place.year} />
        ) : (
          <Plant key={`${data.entityId} ${data.year}`} plans={data} />
        )
      }
    </Answer>
  );
}

function ChoosePlant({ plants, year }: { plants: readonly { id: string; name: string; nameEn: string }[]; year: number }) {
  const { t, nameOf } = useWords();
  const links = plants.map((one) => (
    <GoLink key={one.id} className="th-button-link" to={paths.controlPlan(one.id, year)}>
      {nameOf(one)}
    </GoLink>
  ));
  return (
    <>
      <PageHead title={t('controlPlan.title')} clause="A.7" summary={t('controlPlan.summary')} />
      <Section>
        <EmptyState
          icon="plant"
          title={t('controlPlan.choosePlant')}
          text={t('controlPlan.choosePlantText')}
          clause="A.7"
          actions={links}
        />
      </Section>
    </>
  );
}

type View = 'read' | 'edit' | 'history';

function Plant({ plans }: { plans: Plans }) {
  const { t, say } = useWords();
  const [fields, change] = useSearchFields();
  const shown = plans.versions.find((one) => String(one.number) === fields.version) ?? plans.versions[0];
  const view: View = fields.view === 'edit' || fields.view === 'history' ? fields.view : 'read';
  return (
    <>
      <PageHead
        title={`${say(plans.entityName)} \u00B7 ${t('controlPlan.title')}`}
        clause="A.7"
        summary={t('controlPlan.summary')}
        extra={<YearChoice plans={plans} />}
      />
      <HardStop duty="control_plan" entityId={plans.entityId} period={String(plans.year)} />
      <Filing plans={plans} />
      {shown ? (
        <Shown plans={plans} planId={shown.id} view={view} onView={(next) => change({ view: next === 'read' ? null : next })} />
      ) : (
        <Section>
          <EmptyState
            title={t('controlPlan.empty', { year: plans.year })}
            text={`${t('controlPlan.emptyText')} ${plans.earlier ? t('controlPlan.emptyEarlier', { year: plans.earlier.year, n: plans.earlier.number }) : ''}`}
            clause="A.7"
            actions={<DraftPlanButton plans={plans} />}
          />
        </Section>
      )}
    </>
  );
}

/** A plan is made for the year ahead: one more year than the product's data years. */
function YearChoice({ plans }: { plans: Plans }) {
  const { t } = useWords();
  const go = useGo();
  const years = [plans.year + 1, plans.year, plans.year - 1];
  return (
    <Select<number>
      aria-label={t('controlPlan.year')}
      prefix={t('controlPlan.year')}
      value={plans.year}
      popupMatchSelectWidth={160}
      options={years.map((value) => ({ value, label: t('common.year', { year: value }) }))}
      onChange={(year) => go(paths.controlPlan(plans.entityId, year))}
    />
  );
}

function Filing({ plans: { filing } }: { plans: Plans }) {
  const { t } = useWords();
  const late = !filing.filed && filing.daysLeft < 0;
  const left =
    filing.daysLeft < 0
      ? t('common.daysOver', { count: -filing.daysLeft })
      : filing.daysLeft === 0
        ? t('common.dueToday')
        : t('common.daysLeft', { count: filing.daysLeft });
  const state = filing.filed ? t('controlPlan.filing.done') : filing.open ? t('controlPlan.filing.open') : t('controlPlan.filing.notOpen');
  return (
    <div className={styles.bar}>
      <span className={styles.due}>
        {t('controlPlan.filing.due')} <DayLabel day={filing.due} />
      </span>
      <span className={styles.due}>
        {t('controlPlan.filing.opens')} <DayLabel day={filing.opens} />
      </span>
      <span className={filing.filed ? styles.done : late ? styles.late : styles.due}>
        {state}
        {filing.filed || !filing.open ? null : ` \u00B7 ${left}`}
      </span>
    </div>
  );
}

function Shown({ plans, planId, view, onView }: { plans: Plans; planId: string; view: View; onView: (view: View) => void }) {
  const { t } = useWords();
  const plan = useAsk(e.readControlPlan, { params: { planId } });
  const report = useAsk(
    e.readPlanReport,
    {
      params: { entityId: plans.entityId, year: plans.year },
      query: { number: plans.versions.find((one) => one.id === planId)?.number },
    },
    { enabled: false },
  );
  async function save() {
    const { data } = await report.refetch();
    if (data) downloadText(`control-plan-${plans.year}-${data.plan.number}.json`, JSON.stringify(data, null, 2), 'application/json');
  }
  return (
    <Answer of={plan} rows={12}>
      {(data) => (
        <>
          <PlanStanding plan={data} plans={plans} />
          <div className={styles.bar}>
            <Segmented<View>
              value={view}
              onChange={onView}
              options={(['read', 'edit', 'history'] as const)
                .filter((one) => one !== 'edit' || data.plan.state === 'draft')
                .map((value) => ({ value, label: t(`controlPlan.views.${value}`) }))}
            />
            <Button icon={<Icon name="download" size={15} />} loading={report.isFetching} onClick={() => void save()}>
              {t('controlPlan.export')}
            </Button>
          </div>
          {view === 'edit' && data.plan.state === 'draft' ? (
            <PlanEdit key={data.plan.version} plan={data} />
          ) : view === 'history' ? (
            <PlanHistory plan={data} plans={plans} />
          ) : (
            <PlanDocument plan={data} plans={plans} />
          )}
          <Discussion objectType="control_plan" objectId={planId} />
        </>
      )}
    </Answer>
  );
}
