import { ledgerKindTitle } from '../../../contract/ledger-kinds.ts';
import type { Work } from '../../work/command.ts';
import type { Subject, SubjectKind } from '../../work/subject.ts';
import * as organization from '../organization/index.ts';
import { instructionObject } from './ledger/instruct.ts';
import { instructionsOf } from './ledger/store-instructions.ts';
import { projectObject } from './projects/keep-project.ts';
import { projectById } from './projects/store.ts';
import { decisionObject } from './record-allocation-decision.ts';
import { decisionById } from './store.ts';

async function instructionSubject(work: Work, id: string): Promise<Subject | null> {
  const [found] = await instructionsOf(work.tx, work.actor.organizationId, id);
  if (!found) return null;
  const title = ledgerKindTitle(found.kind);
  const label = { zh: `碳资产指令：${title.zh} ${found.quantity} t`, en: `Ledger instruction: ${title.en}, ${found.quantity} t` };
  return { entityId: found.entity_id, label, path: '/asset/instructions' };
}

const decisionKinds = {
  pre_allocation: { zh: '预分配', en: 'pre-allocation' },
  final_allocation: { zh: '核定配额', en: 'allocation' },
  deduction: { zh: '核减', en: 'deduction' },
} as const;

async function decisionSubject(work: Work, id: string): Promise<Subject | null> {
  const found = await decisionById(work.tx, work.actor.organizationId, id);
  if (!found) return null;
  const unit = await organization.findUnit(work, found.unit_id);
  const kind = decisionKinds[found.kind];
  return {
    entityId: unit.entityId,
    label: { zh: `${unit.name} ${found.year} 年配额决定：${kind.zh}`, en: `${unit.nameEn}, allocation decision ${found.year}: ${kind.en}` },
    path: `/asset/allocation/${unit.entityId}/${found.year}`,
  };
}

async function projectSubject(work: Work, id: string): Promise<Subject | null> {
  const found = await projectById(work.tx, work.actor.organizationId, id);
  if (!found) return null;
  const label = { zh: `减排项目 ${found.name}`, en: `Reduction project ${found.name}` };
  return { entityId: found.entity_id, label, path: `/asset/projects/${id}` };
}

/** What of assets can be talked about: an instruction to the ledger, a decision on allowances, a reduction project. */
export function subjects(): SubjectKind[] {
  const action = 'asset.read' as const;
  return [
    { objectType: instructionObject, action, find: instructionSubject },
    { objectType: decisionObject, action, find: decisionSubject },
    { objectType: projectObject, action, find: projectSubject },
  ];
}
