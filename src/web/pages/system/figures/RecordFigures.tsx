import { AuditDesk } from '../audit/AuditDesk.tsx';
import { FindingDesk, ProgrammeDesk } from '../audit/FindingTable.tsx';
import { ReviewDesk } from '../management-review/ReviewDesk.tsx';
import type { RecordView, RegisterView } from '../model.ts';
import { BaselineFigures } from './BaselineFigures.tsx';
import { ParameterFigures } from './ParameterFigures.tsx';
import { ReviewFigures } from './ReviewFigures.tsx';
import { RiskFigures } from './RiskFigures.tsx';
import { TargetFigures } from './TargetFigures.tsx';

/** What the product computes for a record or helps to do with it, where its register has such a thing. */
export function RecordFigures({ record, register }: { record: RecordView; register: RegisterView }) {
  switch (register.id) {
    case 'carbon_review':
      return <ReviewFigures record={record} register={register} />;
    case 'performance_parameter':
      return <ParameterFigures record={record} />;
    case 'carbon_baseline':
      return <BaselineFigures record={record} />;
    case 'target':
      return <TargetFigures record={record} />;
    case 'risk':
      return <RiskFigures record={record} register={register} />;
    case 'audit':
      return <AuditDesk record={record} />;
    case 'audit_programme':
      return <ProgrammeDesk record={record} />;
    case 'audit_finding':
      return <FindingDesk record={record} />;
    case 'management_review':
      return <ReviewDesk record={record} register={register} />;
    default:
      return null;
  }
}
