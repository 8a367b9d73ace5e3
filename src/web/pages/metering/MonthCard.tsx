import { App, Form, Select } from 'antd';
import { useMemo, useState } from 'react';
import { meteringEndpoints } from '../../../contract/metering.ts';
import { organizationEndpoints } from '../../../contract/organization.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { RightDeed } from '../../parts/Deed.tsx';
import { DerivationDrawer } from '../../parts/DerivationDrawer.tsx';
import { FindingList } from '../../parts/FindingList.tsx';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { useRules } from '../../parts/fields.tsx';
import { HashText } from '../../parts/Labels.tsx';
import { plainFinding } from '../../parts/plain-finding.ts';
import { Quantity } from '../../parts/Quantity.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Unit } from '../../parts/Unit.tsx';
import { paths } from '../../paths.ts';
import { lineageOf } from '../../shell/workplace.ts';
import { Waiting } from '../../ui/Page.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import styles from './metering.module.css';
import type { Stream } from './model.ts';

const noNames: ReadonlyMap<string, string> = new Map();

/** The use of a month as it is offered: coverage, what is doubtful, the hash of its readings; into the month grid where a row fits. */
export function MonthCard({ stream, month }: { stream: Stream; month: string }) {
  const { t } = useWords();
  const [{ node }, change] = useSearchFields();
  const [taking, setTaking] = useState(false);
  const found = useAsk(meteringEndpoints.readMeterMonth, { params: { streamId: stream.id, month } });
  const tree = useAsk(organizationEndpoints.readTree, {});
  const lineage = lineageOf(tree.data, stream.entityId);
  return (
    <Answer of={found} rows={3}>
      {(data) => (
        <>
          <dl className={styles.facts}>
            <div>
              <dt>{t('metering.monthUse')}</dt>
              <dd>
                <Quantity value={data.use} unit={data.unit} digits={3} large to={`${paths.meterStream(stream.id, month)}&node=use_total`} />
              </dd>
            </div>
            <div>
              <dt>{t('metering.coverage')}</dt>
              <dd className="th-num">
                {t('metering.coverageOf', {
                  ...{ measured: data.measured, estimated: data.estimated, substituted: data.substituted, missing: data.missing },
                })}
              </dd>
            </div>
            <div>
              <dt>{t('metering.restsOn', { n: data.readings })}</dt>
              <dd>
                <HashText sha256={data.readingsSha256} />
              </dd>
            </div>
          </dl>
          {stream.unitId !== null && data.use !== null && (
            <div className="th-row">
              <RightDeed action="emission.record" lineage={lineage} onClick={() => setTaking(true)}>
                {t('metering.takeOver')}
              </RightDeed>
            </div>
          )}
          {data.findings.length > 0 && <FindingList findings={data.findings.map(plainFinding)} />}
          {node && <MonthDerivation stream={stream} month={month} node={node} onClose={() => change({ node: null })} />}
          {taking && <TakeOverForm stream={stream} month={month} sha256={data.readingsSha256} onClose={() => setTaking(false)} />}
        </>
      )}
    </Answer>
  );
}

function MonthDerivation({ stream, month, node, onClose }: { stream: Stream; month: string; node: string; onClose: () => void }) {
  const year = Number(month.slice(0, 4));
  const told = useAsk(meteringEndpoints.explainMeterMonth, { params: { streamId: stream.id, month } });
  const view = useMemo(
    () =>
      told.data
        ? {
            ...{ year, nodeId: node, derivation: told.data.derivation, conventions: told.data.conventions, findings: told.data.findings },
            ...{ frozen: null, data: [], approvals: [] },
          }
        : undefined,
    [told.data, node, year],
  );
  const waiting = told.isError ? <RefusalNotice problem={told.error} onRetry={() => void told.refetch()} /> : <Waiting rows={8} />;
  return <DerivationDrawer view={view} place={{ unitId: null, year, names: noNames }} waiting={waiting} onClose={onClose} />;
}

/** Which row of the unit's month grid takes the use of the month over. */
function TakeOverForm({ stream, month, sha256, onClose }: { stream: Stream; month: string; sha256: string; onClose: () => void }) {
  const { t, say } = useWords();
  const rules = useRules();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ row: string }>();
  const rows = useAsk(meteringEndpoints.listTakeOverRows, { params: { streamId: stream.id } });
  const take = useDeed(meteringEndpoints.takeOverMonth);
  const items = rows.data?.items ?? [];
  const keyOf = (row: (typeof items)[number]) => `${row.fuelStreamId ?? ''} ${row.parameter}`;
  const usual = items.find((row) => row.parameter === 'purchased_mwh');
  function submit({ row: key }: { row: string }) {
    const row = items.find((one) => keyOf(one) === key);
    if (!row) return;
    const body = { parameter: row.parameter, fuelStreamId: row.fuelStreamId, readingsSha256: sha256 };
    take.mutate(
      { params: { streamId: stream.id, month }, body },
      {
        onSuccess: () => {
          message.success(t('metering.takenOver', { row: say(row.title), month }));
          onClose();
        },
      },
    );
  }
  if (!rows.data) return null;
  return (
    <FormDrawer<{ row: string }>
      open
      title={t('metering.takeOver')}
      form={form}
      initial={usual ? { row: keyOf(usual) } : {}}
      busy={take.isPending}
      problem={take.error}
      onSubmit={submit}
      onClose={onClose}
      intro={t('metering.takeOverIntro')}
    >
      <Form.Item name="row" label={t('metering.gridRow')} rules={[rules.required]}>
        <Select
          options={items.map((row) => ({
            value: keyOf(row),
            label: (
              <>
                {say(row.title)} <Unit symbol={row.unit} />
              </>
            ),
          }))}
        />
      </Form.Item>
    </FormDrawer>
  );
}
