import { decimal } from '../../../../kernel/quantity/decimal.ts';
import { grouped } from '../../../../kernel/quantity/grouped.ts';
import * as neutrality from '../../neutrality/index.ts';
import { type FactReader, type FactReport, type Places, someOf } from './reading.ts';

const page = '/neutrality';
const earliest = (days: readonly (string | null)[]): string | null => (days.includes(null) ? null : ([...days].sort()[0] ?? null));

function ofEntity(places: Places, entityId: string, own: readonly neutrality.SubjectStanding[]): FactReport[] {
  const names = { zh: someOf(own.map((one) => one.subject.name)).zh, en: someOf(own.map((one) => one.subject.name_en)).en };
  const whole = own.filter((one) => one.periods.length > 0);
  const claims = own.flatMap((one) => one.claims);
  const gaps = own.flatMap((one) => (one.figures ? [one.figures] : []));
  const short = gaps.reduce((sum, one) => sum.plus(one.short), decimal('0'));
  const current = own.filter((one) => one.planUntil !== null && one.planUntil >= places.today);
  return [
    {
      ...{
        fact: 'neutrality_subject_named',
        entityId,
        on: earliest(own.map((one) => one.namedOn)),
        holds: whole.length === own.length,
        path: page,
      },
      says: {
        zh: `${own.length} 个主体：${names.zh}；${whole.length} 个已有应用期`,
        en: `${own.length} subjects: ${names.en}; ${whole.length} with a period`,
      },
    },
    {
      ...{
        fact: 'neutrality_plan_in_force',
        entityId,
        on: earliest(own.map((one) => one.planApprovedOn)),
        holds: current.length === own.length,
        path: page,
      },
      says: {
        zh: `${own.length} 个主体中 ${current.length} 个的管理计划在有效期内`,
        en: `${current.length} of ${own.length} subjects have a plan that is current`,
      },
    },
    ...(claims.length === 0
      ? []
      : [
          {
            ...{
              fact: 'claims_covered',
              entityId,
              on:
                claims
                  .map((one) => one.on)
                  .sort()
                  .at(-1) ?? null,
              holds: claims.every((one) => one.covered),
              path: page,
            },
            says: {
              zh: `${claims.length} 项声明中 ${claims.filter((one) => one.covered).length} 项由注销单位足额支撑；本期不足 ${grouped(short)} t`,
              en: `${claims.filter((one) => one.covered).length} of ${claims.length} claims covered by retired units; ${grouped(short)} t short in the latest periods`,
            },
          },
        ]),
  ];
}

/** Subjects (D.4), plans (D.6), claims and what backs them (D.8–D.10): of every entity with a subject. */
export const neutralityFacts: FactReader = async (work, shelf, places) => {
  const all = (await neutrality.neutralityStanding(work, shelf)).filter(({ subject }) => places.inView(subject.entity_id));
  const entities = [...new Set(all.map((one) => one.subject.entity_id))];
  return entities.flatMap((id) =>
    ofEntity(
      places,
      id,
      all.filter((one) => one.subject.entity_id === id),
    ),
  );
};
