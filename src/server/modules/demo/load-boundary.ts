import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import * as document from '../document/index.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import type { Cast } from './cast.ts';
import type { Story } from './story.ts';

const founded = '2022-12-01T01:00:00.000Z';

export interface Places {
  readonly entities: Map<string, string>;
  readonly units: Map<string, organization.Unit>;
}

/** Entities, units and the scope statement, in the order in which they came about. */
export async function loadBoundary(told: Story, cast: Cast, shelf: Shelf, places: Places): Promise<void> {
  for (const entity of told.entities) {
    const { ref, parent, kind, name, name_en } = entity;
    const added = await cast.act('group_carbon_manager', founded, organization.addEntity, {
      parentId: parent === undefined ? null : (places.entities.get(parent) ?? null),
      kind,
      name,
      nameEn: name_en,
      code: entity.code ?? '',
      region: entity.region ?? null,
      address: entity.address ?? '',
      longitude: entity.longitude ?? null,
      latitude: entity.latitude ?? null,
      altitudeM: entity.altitude_m ?? null,
      industryCode: entity.industry_code ?? '',
      equitySharePct: entity.equity_share_pct ?? '100',
      validFrom: entity.valid_from,
    });
    places.entities.set(ref, added.id);
  }
  const addUnit = organization.addUnit((id) => shelf.method(id) !== undefined);
  for (const unit of told.units) {
    const added = await cast.act('group_carbon_manager', founded, addUnit, {
      entityId: places.entities.get(unit.entity),
      name: unit.name,
      nameEn: unit.name_en,
      code: unit.code,
      unitClass: unit.unit_class,
      product: unit.product,
      capacityMw: unit.capacity_mw,
      boilerType: unit.boiler_type,
      cooling: unit.cooling,
      commissionedOn: unit.commissioned_on,
      fuelStreams: unit.fuel_streams.map((s) => ({ code: s.code, name: s.name, nameEn: s.name_en, fuelKind: s.fuel_kind, fuel: s.fuel })),
    });
    places.units.set(unit.code, added);
  }
  const { scope } = told;
  const drafted = await cast.act('group_carbon_manager', scope.drafted_at, organization.draftScopeStatement, {
    consolidationApproach: scope.consolidation_approach,
    statement: scope.statement,
    statementEn: scope.statement_en,
    annexes: scope.annexes,
    exclusions: scope.exclusions,
    effectiveFrom: scope.effective_from,
  });
  const approval = { scopeStatementId: drafted.id, contentSha256: drafted.contentSha256 };
  await cast.act('top_management', scope.approved_at, organization.approveScopeStatement, approval);
}

export interface Shelving {
  readonly store: document.FileStore;
  readonly folder: string;
}

export interface Paper {
  readonly file: string;
  readonly title: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly validUntil?: string;
}

/** Stores a file of the story and records it as evidence. */
export async function addPaper(cast: Cast, { store, folder }: Shelving, persona: string, at: string, paper: Paper): Promise<string> {
  // Read first: a stream of a file that is not there would fail before anybody listens.
  const bytes = await readFile(path.join(folder, paper.file));
  const received = await store.receive(cast.actor(persona).organizationId, Readable.from([bytes]));
  const stored = await cast.act(persona, at, document.storeFile(received, Number.MAX_SAFE_INTEGER), {}).finally(() => received.drop());
  const extension = path.extname(paper.file);
  const added = await cast.act(persona, at, document.addEvidence, {
    title: paper.title,
    kind: paper.kind,
    periodFrom: paper.from,
    periodTo: paper.to,
    validUntil: paper.validUntil ?? null,
    fileSha256: stored.sha256,
    fileName: `${paper.title}${extension}`,
  });
  return added.id;
}

/** Meters with their calibrations, each recorded on the day after with its certificate. */
export async function loadMeters(told: Story, cast: Cast, shelving: Shelving, places: Places): Promise<void> {
  const plant = told.units[0]?.entity ?? '';
  for (const meter of told.meters) {
    const unit = meter.unit === null ? null : (told.units.find((u) => u.ref === meter.unit)?.code ?? null);
    const added = await cast.act('metering_engineer', founded, organization.addMeter, {
      entityId: places.entities.get(plant),
      unitId: unit === null ? null : (places.units.get(unit)?.id ?? null),
      code: meter.code,
      name: meter.name,
      nameEn: meter.name_en,
      kind: meter.kind,
      model: meter.model,
      location: meter.location,
      parameter: meter.parameter,
      accuracyClass: meter.accuracy_class,
      accuracyPct: meter.accuracy_pct,
      calibrationIntervalMonths: meter.months,
      // The story knows nothing of a meter before its first certificate; earlier days would count as never calibrated.
      inServiceFrom: meter.calibrations[0]?.on ?? '2015-01-01',
    });
    for (const { on, until } of meter.calibrations) {
      const at = `${on}T09:00:00.000Z`;
      const evidenceId = await addPaper(cast, shelving, 'metering_engineer', at, {
        file: `calibration/${meter.code}-${on}.pdf`,
        title: `${meter.name}校准证书 ${on}`,
        kind: 'calibration_certificate',
        from: on,
        to: until,
        validUntil: until,
      });
      await cast.act('metering_engineer', at, organization.recordCalibration, {
        meterId: added.id,
        calibratedOn: on,
        validUntil: until,
        result: 'in_class',
        body: '示例计量技术有限公司',
        certificateNo: `SLJL-${on.replaceAll('-', '')}-${meter.code}`,
        evidenceId,
      });
    }
  }
}
