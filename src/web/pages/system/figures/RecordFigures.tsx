import type { RecordView, RegisterView } from '../model.ts';
import { BaselineFigures } from './BaselineFigures.tsx';
import { ParameterFigures } from './ParameterFigures.tsx';
import { ReviewFigures } from './ReviewFigures.tsx';
import { RiskFigures } from './RiskFigures.tsx';
import { TargetFigures } from './TargetFigures.tsx';

/** What the product computes for a record, where its register has something to compute. */
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
    default:
      return null;
  }
}
