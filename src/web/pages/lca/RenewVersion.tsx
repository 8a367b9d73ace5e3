import { Alert } from 'antd';
import { footprintEndpoints as e } from '../../../contract/footprints.ts';
import { useDeed } from '../../api/queries.ts';
import { Deed, useRefusalWords } from '../../parts/Deed.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import type { Version } from './footprint-model.ts';

/** Drafts the next version from an approved one, and goes to its model. */
export function RenewVersion({ data }: { data: Version }) {
  const { t } = useWords();
  const words = useRefusalWords();
  const [, change] = useSearchFields();
  const renew = useDeed(e.renewFootprint, [e.readFootprintVersion, e.readFootprint, e.listFootprints]);
  const { version, deeds, footprint } = data;
  return (
    <>
      <Deed
        why={deeds.renew.can ? null : words(deeds.renew.why ?? 'not_permitted')}
        loading={renew.isPending}
        onClick={() =>
          renew.mutate(
            { params: { footprintId: footprint.id }, body: { note: '', seenNumber: version.number } },
            { onSuccess: (made) => change({ version: String(made.version.number), view: 'model' }) },
          )
        }
      >
        {t('footprint.renew')}
      </Deed>
      {renew.error && <RefusalNotice problem={renew.error} />}
    </>
  );
}

/** Why the model is only to be read, and what to do about it. */
export function ReadOnlyNote({ data }: { data: Version }) {
  const { t } = useWords();
  const words = useRefusalWords();
  const { state } = data.version;
  const text = state === 'draft' ? words(data.deeds.change.why ?? 'not_permitted') : t(`footprint.readOnly.${state}`);
  return (
    <Alert
      className="th-notice"
      type="info"
      showIcon
      title={text}
      {...(state === 'approved' ? { action: <RenewVersion data={data} /> } : {})}
    />
  );
}
