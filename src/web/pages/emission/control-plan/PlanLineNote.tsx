import { controlPlanEndpoints as e } from '../../../../contract/control-plan.ts';
import { useAsk } from '../../../api/queries.ts';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { useWorkplace } from '../../../shell/workplace.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { KeyValues } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';

interface Props {
  readonly unitId: string;
  readonly year: number;
  readonly rowKey: string;
  readonly month: string;
  /** Whether the server warns that the value was obtained otherwise. */
  readonly differs: boolean;
}

/** What the plan in force says of the parameter beside its value: meter, frequency, owner, missing data (A.8). Silent where no plan was ever approved. */
export function PlanLineNote({ unitId, year, rowKey, month, differs }: Props) {
  const { t, say } = useWords();
  const { tree } = useWorkplace();
  const lines = useAsk(e.readPlanLines, { params: { unitId, year } });
  const valid = lines.data?.versions.filter((one) => one.validFrom.slice(0, 7) <= month) ?? [];
  const version = valid.reduce<(typeof valid)[number] | undefined>(
    (best, one) => (best && best.number > one.number ? best : one),
    undefined,
  );
  if (!version) return null;
  const line = version.lines.find((one) => one.rowKey === rowKey);
  const entityId = tree.data?.units.find((unit) => unit.id === unitId)?.entityId;
  return (
    <section>
      <h3>{t('controlPlan.cell.title')}</h3>
      {line ? (
        <KeyValues
          columns={1}
          items={[
            {
              label: t('controlPlan.line.acquisition'),
              value: (
                <span className="th-row">
                  {t(`controlPlan.acquisition.${line.acquisition}`)}
                  {line.sourceTitle ? <span className="th-quiet">{say(line.sourceTitle)}</span> : null}
                  {differs ? <Tag tone="warn">{t('controlPlan.cell.differs')}</Tag> : null}
                </span>
              ),
            },
            {
              label: t('controlPlan.line.meterIds'),
              value:
                line.meters.length === 0
                  ? t('controlPlan.noMeter')
                  : line.meters.map((meter) => (
                      <div key={meter.id}>
                        <GoLink to={paths.meter(meter.id)}>{`${meter.code} ${say(meter.name)}`}</GoLink>
                      </div>
                    )),
            },
            { label: t('controlPlan.line.frequency'), value: t(`controlPlan.frequency.${line.frequency}`) },
            {
              label: t('controlPlan.line.responsible'),
              value: [line.department, line.person].filter((one) => one !== '').join(' \u00B7 '),
            },
            { label: t('controlPlan.line.missing'), value: line.missing },
          ]}
        />
      ) : (
        <p className="th-quiet">{t('controlPlan.cell.none')}</p>
      )}
      {entityId ? (
        <GoLink to={`${paths.controlPlan(entityId, year)}?version=${version.number}`}>
          {t('controlPlan.cell.toPlan')} {'\u00B7'} {t('controlPlan.version', { n: version.number })}
        </GoLink>
      ) : null}
    </section>
  );
}
