import { Button, Form, Input } from 'antd';
import { tradingRiskEndpoints as e } from '../../../../contract/trading-risk.ts';
import { useDeed } from '../../../api/queries.ts';
import { readNumber } from '../../../format/number.ts';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, useRules } from '../../../parts/fields.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useWords } from '../../../words/language.ts';
import type { Risk, Scenario } from './risk-model.ts';

interface Fields {
  confidence: string;
  horizonDays: string;
  windowPrices: string;
  lambda: string;
  paths: string;
  seed: string;
  note?: string;
  scenarios: { name?: string; CEA?: string; CCER?: string }[];
}
const instruments = ['CEA', 'CCER'] as const;

/** A move as it is written: `-30%`, or the price it would be: `97.49`. */
const written = (scenario: Scenario, instrument: string): string => {
  const move = scenario.moves.find((one) => one.instrument === instrument);
  return move === undefined ? '' : move.percent === undefined ? String(move.price ?? '') : `${move.percent}%`;
};

function moveOf(instrument: string, text: string | undefined): Scenario['moves'] {
  const bare =
    text
      ?.trim()
      .replace(/%$/, '')
      .replace(/\u2212/g, '-') ?? '';
  const value = readNumber(bare);
  if (value === null) return [];
  return [text?.trim().endsWith('%') ? { instrument, percent: value } : { instrument, price: value }];
}

/** A new version of what risk figures start from; the stress scenarios are part of it. */
export function BasisForm({ basis, onClose }: { basis: Risk['basis']; onClose: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Fields>();
  const set = useDeed(e.setRiskBasis);
  const done = useDone(onClose);
  const { terms } = basis;
  const usual = terms.scenarios.length === 0 ? ['-30%', '-10%', '30%'].map((move) => ({ name: `CEA ${move}`, CEA: move, CCER: move })) : [];
  const submit = (fields: Fields) => {
    const whole = (text: string) => Number(numberOut(text) ?? Number.NaN);
    const scenarios = fields.scenarios.flatMap((one) => {
      const moves = instruments.flatMap((instrument) => moveOf(instrument, one[instrument]));
      return one.name && moves.length > 0 ? [{ name: one.name, moves }] : [];
    });
    set.mutate(
      {
        body: {
          terms: {
            ...{ confidence: numberOut(fields.confidence) ?? '', lambda: numberOut(fields.lambda) ?? '', scenarios },
            ...{ horizonDays: whole(fields.horizonDays), windowPrices: whole(fields.windowPrices) },
            ...{ paths: whole(fields.paths), seed: whole(fields.seed) },
          },
          ...{ note: fields.note ?? '', seenVersion: basis.version },
        },
      },
      done,
    );
  };
  return (
    <FormDrawer<Fields>
      open
      size={720}
      title={t('risk.setBasis')}
      form={form}
      initial={{
        ...{ confidence: String(terms.confidence), horizonDays: `${terms.horizonDays}`, windowPrices: `${terms.windowPrices}` },
        ...{ lambda: String(terms.lambda), paths: `${terms.paths}`, seed: `${terms.seed}` },
        scenarios: [...terms.scenarios.map((one) => ({ name: one.name, CEA: written(one, 'CEA'), CCER: written(one, 'CCER') })), ...usual],
      }}
      busy={set.isPending}
      problem={set.error}
      onSubmit={submit}
      onClose={onClose}
      intro={t('risk.basisIntro')}
    >
      <div className="th-form-grid">
        <NumberItem name="confidence" label={t('risk.confidence')} required />
        <NumberItem name="horizonDays" label={t('risk.horizon')} unit="d" required />
        <NumberItem name="windowPrices" label={t('risk.window')} required />
        <NumberItem name="lambda" label={t('risk.lambda')} required />
        <NumberItem name="paths" label={t('risk.paths')} required />
        <NumberItem name="seed" label={t('risk.seed')} required />
      </div>
      <Scenarios />
      <Form.Item name="note" label={t('trading.mandate.noteLabel')}>
        <Input maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  );
}

function Scenarios() {
  const { t } = useWords();
  const rules = useRules();
  return (
    <Form.List name="scenarios">
      {(fields, { add, remove }) => (
        <>
          <h3>{t('risk.stress')}</h3>
          <p className="th-quiet">{t('risk.movesHint')}</p>
          {fields.map(({ key, name }, at) => (
            <div key={key} className="th-form-grid">
              <Form.Item name={[name, 'name']} label={t('risk.scenario')} rules={[rules.words]}>
                <Input maxLength={120} />
              </Form.Item>
              {instruments.map((one) => (
                <Form.Item key={one} name={[name, one]} label={one}>
                  <Input maxLength={20} />
                </Form.Item>
              ))}
              <Button
                type="text"
                aria-label={t('trading.mandate.remove', { n: at + 1 })}
                icon={<Icon name="close" size={14} />}
                onClick={() => remove(name)}
              />
            </div>
          ))}
          <Button icon={<Icon name="plus" size={14} />} onClick={() => add({})}>
            {t('trading.mandate.add')}
          </Button>
        </>
      )}
    </Form.List>
  );
}
