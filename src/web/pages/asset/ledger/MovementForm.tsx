import { Alert, App, Form, Select } from 'antd';
import { useState } from 'react';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { type LedgerKindCode, ledgerKindCodes, ledgerKinds } from '../../../../contract/ledger-kinds.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { EvidenceItem } from '../../../parts/EvidenceItem.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { entityOptions, firstEntity, useWorkplace } from '../../../shell/workplace.ts';
import { today } from '../../../ui/today.ts';
import { useWords } from '../../../words/language.ts';
import { CodeShown } from './CodeShown.tsx';
import { ClaimItems, ClassItem, DocumentItems, QuantityItem, SerialItems, SideItems } from './MovementItems.tsx';
import { ledgerReads } from './model.ts';
import { draftOf, type MovementFields, sidesOf } from './movement-draft.ts';

/** Enters any movement of units; which fields count follows from its kind. What needs approval ends with the one-time code. */
export function MovementForm({ kind = 'buy', onClose }: { kind?: LedgerKindCode; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const { tree, at } = useWorkplace();
  const [form] = Form.useForm<MovementFields>();
  const [evidenceIds, setEvidenceIds] = useState<readonly string[]>([]);
  const [code, setCode] = useState<string | null>(null);
  const attestations = useAsk(ledgerEndpoints.listAttestations, {});
  const instruct = useDeed(ledgerEndpoints.instruct, ledgerReads);
  const chosen = Form.useWatch('kind', form) ?? kind;
  const rule = ledgerKinds[chosen];
  if (tree.data === undefined) return null;
  const entityId = firstEntity(tree.data, at)?.id ?? '';
  if (code !== null) return <CodeShown code={code} onClose={onClose} />;
  const submit = (fields: MovementFields) => {
    const attested = attestations.data?.items.find((one) => one.id === fields.attestationId);
    instruct.mutate(
      { body: draftOf(fields, attested?.class.id, evidenceIds) },
      {
        onSuccess: (reply) => {
          if (reply.code !== null) return setCode(reply.code);
          void message.success(t('ledger.enter.done'));
          onClose();
        },
      },
    );
  };
  return (
    <FormDrawer<MovementFields>
      open
      size={760}
      title={t('ledger.enter.title')}
      form={form}
      initial={{ kind, entityId, effectiveOn: today(), ...sidesOf(kind) }}
      busy={instruct.isPending}
      problem={instruct.error}
      submitLabel={t(rule.approval ? 'ledger.enter.propose' : 'ledger.enter.submit')}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className="th-form-grid">
        <KindItem onKind={(next) => form.setFieldsValue({ ...sidesOf(next), classId: undefined })} />
        <EntityItem />
      </div>
      <Consequence kind={chosen} />
      <SideItems kind={chosen} />
      <ClassItem kind={chosen} attestations={attestations.data?.items ?? []} />
      <QuantityItem />
      {rule.claim ? <ClaimItems /> : null}
      <SerialItems />
      <DocumentItems reasonRequired={chosen === 'write_off'} />
      <EvidenceItem
        label={t('ledger.evidence')}
        icon={evidenceIds.length > 0 ? 'check' : 'paperclip'}
        already={evidenceIds}
        onPick={(ids) => setEvidenceIds((now) => [...now, ...ids])}
      >
        {evidenceIds.length > 0 ? t('ledger.evidenceChosen', { count: evidenceIds.length }) : t('ledger.chooseEvidence')}
      </EvidenceItem>
    </FormDrawer>
  );
}

function KindItem({ onKind }: { onKind: (kind: LedgerKindCode) => void }) {
  const { t, say } = useWords();
  const options = (approval: boolean) =>
    ledgerKindCodes
      .filter((code) => ledgerKinds[code].approval === approval)
      .map((code) => ({ value: code, label: say(ledgerKinds[code].title) }));
  return (
    <Form.Item name="kind" label={t('ledger.enter.kind')} required>
      <Select<LedgerKindCode>
        showSearch={{ optionFilterProp: 'label' }}
        listHeight={420}
        options={[
          { label: t('ledger.enter.groupPlain'), options: options(false) },
          { label: t('ledger.enter.groupApproval'), options: options(true) },
        ]}
        onChange={onKind}
      />
    </Form.Item>
  );
}

function EntityItem() {
  const { t, language } = useWords();
  const { tree } = useWorkplace();
  return (
    <Form.Item name="entityId" label={t('ledger.entity')} required>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        labelRender={({ label }) => String(label).trim()}
        options={entityOptions(tree.data, language)}
      />
    </Form.Item>
  );
}

/** What entering it means: at once or after approval, reserved or not, final or not. */
function Consequence({ kind }: { kind: LedgerKindCode }) {
  const { t } = useWords();
  const { approval, reserves } = ledgerKinds[kind];
  const text = approval
    ? [
        t('ledger.enter.waits'),
        ...(reserves ? [t('ledger.enter.reserves')] : []),
        ...(reserves || kind === 'write_off' ? [t('ledger.enter.final')] : []),
      ]
    : [t(kind === 'issue' ? 'ledger.enter.plainIssue' : 'ledger.enter.plain')];
  return <Alert className="th-form-intro" type={approval ? 'warning' : 'info'} showIcon title={text.join(' ')} />;
}
