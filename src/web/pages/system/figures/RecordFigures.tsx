import type { RecordView, RegisterView } from '../model.ts';
import { ParameterFigures } from './ParameterFigures.tsx';
import { ReviewFigures } from './ReviewFigures.tsx';

/** What the product computes for a record, where its register has something to compute. */
export function RecordFigures({ record, register }: { record: RecordView; register: RegisterView }) {
  switch (register.id) {
    case 'carbon_review':
      return <ReviewFigures record={record} register={register} />;
    case 'performance_parameter':
      return <ParameterFigures record={record} />;
    default:
      return null;
  }
}
