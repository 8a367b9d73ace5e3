import { Button, Drawer, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { documentEndpoints } from '../../../contract/document.ts';
import { pedigreeGsdSquared, pedigreeIndicators, pefRatings } from '../../../kernel/lca/data-quality.ts';
import { separateLines } from '../../../kernel/lca/model/study.ts';
import { one } from '../../../kernel/quantity/decimal.ts';
import { useAsk } from '../../api/queries.ts';
import { EvidencePicker } from '../../parts/EvidencePicker.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import { Field, Plain, TextCell } from './Cells.tsx';
import type { Link, Quality } from './footprint-model.ts';
import styles from './lca.module.css';
import { SpreadChoice } from './SpreadChoice.tsx';

interface DetailsProps {
  readonly name: string;
  readonly unit: string;
  readonly quality: Quality;
  readonly disabled: boolean;
  readonly link?: Link;
  readonly onLink?: (link: Link) => void;
  readonly onQuality: (change: Partial<Quality>) => void;
}

/** What a row has no room for: the supplier's record with its evidence, quality of the datum, uncertainty. */
export function LineDetails(props: DetailsProps) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { quality, name, link, onLink } = props;
  const marks = [
    ...(quality.pef ? ['DQR'] : []),
    ...(quality.pedigree ? [t('footprint.pedigreeMark')] : []),
    ...(quality.uncertainty || quality.factorGsd2 ? ['±'] : []),
    ...(link?.kind === 'supplier' && link.evidenceIds.length > 0 ? [t('footprint.evidenceMark', { count: link.evidenceIds.length })] : []),
  ];
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {marks.length > 0 ? marks.join(' · ') : t('footprint.assess')}
      </Button>
      {isOpen && (
        <Drawer open size={640} title={name || t('footprint.details')} onClose={() => setOpen(false)} destroyOnHidden>
          <div className={styles.parts}>
            {link?.kind === 'supplier' && onLink && <SupplierRecord {...props} link={link} onLink={onLink} />}
            <QualityFields {...props} />
            <PedigreeFields {...props} />
            <PefFields {...props} />
            <SpreadFields {...props} />
            <Button type="primary" onClick={() => setOpen(false)}>
              {t('common.close')}
            </Button>
          </div>
        </Drawer>
      )}
    </>
  );
}

type Supplier = Extract<Link, { kind: 'supplier' }>;

function SupplierRecord({
  link,
  unit,
  onLink,
  disabled,
}: Pick<DetailsProps, 'unit' | 'disabled'> & { readonly link: Supplier; readonly onLink: (link: Link) => void }) {
  const { t } = useWords();
  const [picking, setPicking] = useState(false);
  return (
    <section>
      <h3>{t('footprint.supplierRecord')}</h3>
      <p className="th-quiet">{t('footprint.supplierRecordText', { unit })}</p>
      <div className={styles.fields}>
        <Field label={t('footprint.supplierName')} wide>
          <TextCell
            label={t('footprint.supplierName')}
            value={link.supplier}
            {...{ disabled, width: 360 }}
            onChange={(supplier) => onLink({ ...link, supplier })}
          />
        </Field>
        {separateLines.map((name) => (
          <Field key={name} label={`${t(`footprint.${name}`)}, kgCO2e/${unit}`}>
            <TextCell
              label={t(`footprint.${name}`)}
              value={link.values[name]}
              disabled={disabled}
              onChange={(value) => onLink({ ...link, values: { ...link.values, [name]: value } })}
            />
          </Field>
        ))}
      </div>
      <ul className={styles.list}>
        {link.evidenceIds.map((id) => (
          <li key={id}>
            <EvidenceTitle id={id} />
            {!disabled && (
              <Button
                type="text"
                size="small"
                aria-label={t('footprint.removeEvidence')}
                icon={<Icon name="close" size={13} />}
                onClick={() => onLink({ ...link, evidenceIds: link.evidenceIds.filter((other) => other !== id) })}
              />
            )}
          </li>
        ))}
      </ul>
      {!disabled && (
        <Button size="small" onClick={() => setPicking(true)}>
          {t('footprint.addEvidence')}
        </Button>
      )}
      <EvidencePicker
        open={picking}
        already={link.evidenceIds}
        onClose={() => setPicking(false)}
        onPick={(ids) => {
          onLink({ ...link, evidenceIds: [...link.evidenceIds, ...ids] });
          setPicking(false);
        }}
      />
    </section>
  );
}

function EvidenceTitle({ id }: { id: string }) {
  const { data } = useAsk(documentEndpoints.readEvidence, { params: { evidenceId: id } });
  return <GoLink to={paths.evidenceOf(id)}>{data?.title ?? id}</GoLink>;
}

function QualityFields({ quality, onQuality, disabled }: DetailsProps) {
  const { t } = useWords();
  return (
    <section>
      <h3>{t('footprint.dataOf')}</h3>
      <div className={styles.fields}>
        <Field label={t('footprint.year')}>
          {disabled ? (
            <Plain value={quality.year === null ? '' : String(quality.year)} />
          ) : (
            <InputNumber
              aria-label={t('footprint.year')}
              min={1980}
              max={2100}
              precision={0}
              value={quality.year}
              onChange={(year) => onQuality({ year: year ?? null })}
            />
          )}
        </Field>
        <Field label={t('footprint.region')}>
          <TextCell
            label={t('footprint.region')}
            value={quality.region}
            disabled={disabled}
            onChange={(region) => onQuality({ region: region.slice(0, 60) })}
          />
        </Field>
        <Field label={t('footprint.technology')} wide>
          {disabled ? (
            <Plain value={quality.technology} />
          ) : (
            <Input
              aria-label={t('footprint.technology')}
              size="small"
              maxLength={200}
              value={quality.technology}
              onChange={(event) => onQuality({ technology: event.target.value })}
            />
          )}
        </Field>
      </div>
    </section>
  );
}

const scores = [1, 2, 3, 4, 5].map((value) => ({ value, label: String(value) }));

function PedigreeFields({ quality, onQuality, disabled }: DetailsProps) {
  const { t } = useWords();
  const pedigree = quality.pedigree ?? {};
  const set = (indicator: (typeof pedigreeIndicators)[number], score: number | undefined) => {
    const next = Object.fromEntries(Object.entries({ ...pedigree, [indicator]: score }).filter(([, value]) => value !== undefined));
    onQuality({ pedigree: Object.keys(next).length === 0 ? null : next });
  };
  return (
    <section>
      <h3>{t('footprint.pedigree')}</h3>
      <p className="th-quiet">{t('footprint.pedigreeText')}</p>
      <div className={styles.fields}>
        {pedigreeIndicators.map((indicator) => (
          <Field key={indicator} label={t(`footprint.pedigreeOf.${indicator}`)}>
            {disabled ? (
              <Plain value={pedigree[indicator] === undefined ? '' : String(pedigree[indicator])} />
            ) : (
              <Select
                allowClear
                size="small"
                aria-label={t(`footprint.pedigreeOf.${indicator}`)}
                style={{ width: 90 }}
                options={scores}
                {...(pedigree[indicator] === undefined ? {} : { value: pedigree[indicator] })}
                onChange={(score?: number) => set(indicator, score)}
              />
            )}
          </Field>
        ))}
      </div>
      {quality.pedigree && <p className="th-quiet">GSD² = {pedigreeGsdSquared(quality.pedigree, one).toFixed(4)}</p>}
    </section>
  );
}

function PefFields({ quality, onQuality, disabled }: DetailsProps) {
  const { t } = useWords();
  const { pef } = quality;
  return (
    <section>
      <h3>{t('footprint.pef')}</h3>
      <p className="th-quiet">{t('footprint.pefText')}</p>
      {pef === null && disabled ? (
        <Plain value="" />
      ) : pef === null ? (
        <Button size="small" onClick={() => onQuality({ pef: { TeR: '3', GeR: '3', TiR: '3', P: '3' } })}>
          {t('footprint.ratePef')}
        </Button>
      ) : (
        <>
          <div className={styles.fields}>
            {pefRatings.map((name) => (
              <Field key={name} label={t(`footprint.pefOf.${name}`)}>
                <TextCell
                  label={t(`footprint.pefOf.${name}`)}
                  value={pef[name]}
                  {...{ disabled, width: 90 }}
                  onChange={(value) => onQuality({ pef: { ...pef, [name]: value } })}
                />
              </Field>
            ))}
          </div>
          {!disabled && (
            <Button size="small" onClick={() => onQuality({ pef: null })}>
              {t('footprint.unratePef')}
            </Button>
          )}
        </>
      )}
    </section>
  );
}

function SpreadFields({ quality, unit, onQuality, disabled }: DetailsProps) {
  const { t } = useWords();
  return (
    <section>
      <h3>{t('footprint.uncertainty')}</h3>
      <p className="th-quiet">{t('footprint.uncertaintyText')}</p>
      <div className={styles.fields}>
        <SpreadChoice spread={quality.uncertainty ?? null} {...{ unit, disabled }} onChange={(uncertainty) => onQuality({ uncertainty })} />
        <Field label={t('footprint.factorGsd2')}>
          <TextCell
            label={t('footprint.factorGsd2')}
            value={quality.factorGsd2 ?? ''}
            disabled={disabled}
            onChange={(value) => onQuality({ factorGsd2: value.trim() === '' ? null : value.trim() })}
          />
        </Field>
      </div>
    </section>
  );
}
