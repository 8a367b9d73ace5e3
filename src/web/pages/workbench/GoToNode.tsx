import { useEffect } from 'react';
import { organizationEndpoints } from '../../../contract/organization.ts';
import { useAsk } from '../../api/queries.ts';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { paths } from '../../paths.ts';
import { firstEntity, firstUnit, type OrganizationTree, useWorkplace } from '../../shell/workplace.ts';
import { useGo } from '../../ui/GoLink.tsx';
import { PageHead, Section, Waiting } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { NoUnits } from '../organization/NoUnits.tsx';

/** “Monthly data” without a unit: on to the chosen or first unit. */
export function GoToMonthGrid() {
  return (
    <GoTo
      page="months"
      address={(tree, at, year) => {
        const unit = firstUnit(tree, at);
        return unit && paths.monthGrid(unit.id, year);
      }}
    />
  );
}

/** “Continuous monitoring” without a unit: on to the chosen or first unit. */
export function GoToMeasurement() {
  return (
    <GoTo
      page="measurement"
      address={(tree, at, year) => {
        const unit = firstUnit(tree, at);
        return unit && paths.measurementOf(unit.id, year);
      }}
    />
  );
}

/** “Annual result” without an entity: on to the chosen one, or the lowest that holds every unit. */
export function GoToAnnualResult() {
  return (
    <GoTo
      page="result"
      address={(tree, at, year) => {
        const entity = tree.units.length > 0 ? firstEntity(tree, at) : null;
        return entity && paths.annualResult(entity.id, year);
      }}
    />
  );
}

/** “Allocation” without an entity: on to that of the chosen one, or of the lowest that holds every unit. */
export function GoToAllocation() {
  return <GoTo page="allocation" clause="C.4" address={(tree, at, year) => entityAddress(tree, at, (id) => paths.allocation(id, year))} />;
}

/** “Industry allocation” without an entity: on to the chosen one or the first; no unit is needed. */
export function GoToIndustry() {
  return (
    <GoTo
      page="industry"
      clause="C.4"
      address={(tree, at, year) => {
        const entity = firstEntity(tree, at);
        return entity && paths.industry(entity.id, year);
      }}
    />
  );
}

/** “Compliance gap” without an entity, likewise. */
export function GoToGap() {
  return <GoTo page="gap" clause="C.4" address={(tree, at, year) => entityAddress(tree, at, (id) => paths.gap(id, year))} />;
}

/** “Compliance year” without an entity, likewise. */
export function GoToCompliance() {
  return <GoTo page="compliance" clause="C.8" address={(tree, at, year) => entityAddress(tree, at, (id) => paths.compliance(id, year))} />;
}

/** “Carry-over” without an entity, likewise. */
export function GoToCarryOver() {
  return <GoTo page="carryOver" clause="C.8" address={(tree, at) => entityAddress(tree, at, (id) => paths.carryOver(id))} />;
}

/** “Annual reports” without an entity, likewise. */
export function GoToAnnualReports() {
  return (
    <GoTo
      page="annualReports"
      clause="A.8"
      address={(tree, at, year) => entityAddress(tree, at, (id) => paths.annualReportsOf(id, year))}
    />
  );
}

function entityAddress(tree: OrganizationTree, at: string | null, to: (entityId: string) => string): string | null {
  const entity = tree.units.length > 0 ? firstEntity(tree, at) : null;
  return entity && to(entity.id);
}

function GoTo({
  page,
  address,
  clause = 'A.8',
}: {
  page: 'months' | 'result' | 'annualReports' | 'allocation' | 'industry' | 'gap' | 'compliance' | 'carryOver' | 'measurement';
  clause?: string;
  address: (tree: OrganizationTree, at: string | null, year: number) => string | null;
}) {
  const { t } = useWords();
  const go = useGo();
  const { year, at } = useWorkplace();
  const tree = useAsk(organizationEndpoints.readTree, {});
  const target = tree.data && year !== null ? address(tree.data, at, year) : undefined;
  useEffect(() => {
    if (target) go(target, { replace: true });
  }, [target, go]);
  if (tree.isError) return <RefusalNotice problem={tree.error} onRetry={() => void tree.refetch()} />;
  return (
    <>
      <PageHead title={t(`shell.page.${page}`)} clause={clause} />
      {target === null ? (
        <Section>
          <NoUnits />
        </Section>
      ) : (
        <Waiting rows={8} />
      )}
    </>
  );
}
