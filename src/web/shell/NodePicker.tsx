import { useLocation, useParams, useRouter } from '@tanstack/react-router';
import { TreeSelect } from 'antd';
import { paths } from '../paths.ts';
import { Icon } from '../ui/Icon.tsx';
import { type Language, nameIn, useWords } from '../words/language.ts';
import { entityAt, firstEntity, firstPlant, firstUnit, type OrganizationTree, unitAt, useWorkplace } from './workplace.ts';

interface Node {
  readonly value: string;
  readonly title: string;
  readonly children?: Node[];
}

/** Which plant or unit one looks at. On a page of one unit or entity it moves to the same page of the other. */
export function NodePicker() {
  const { t, language } = useWords();
  const { tree, at, year } = useWorkplace();
  const params = useParams({ strict: false }) as { unitId?: string; entityId?: string; year?: string };
  const location = useLocation();
  const router = useRouter();
  if (!tree.data) return null;
  const data = tree.data;

  function choose(id: string | undefined) {
    const search = new URLSearchParams(location.searchStr);
    if (id) search.set('at', id);
    else search.delete('at');
    let path = location.pathname;
    if (location.pathname.startsWith('/emission/units/') && params.year) {
      const unit = firstUnit(data, id ?? null);
      if (unit) path = paths.monthGrid(unit.id, Number(params.year));
    } else if (location.pathname.startsWith('/emission/measurement/') && params.year) {
      const unit = firstUnit(data, id ?? null);
      if (unit) path = paths.measurementOf(unit.id, Number(params.year));
    } else if (location.pathname.startsWith('/emission/entities/') && params.year) {
      const entity = firstEntity(data, id ?? null);
      if (entity) path = paths.annualResult(entity.id, Number(params.year));
    } else if (location.pathname.startsWith('/emission/plans/') && params.year) {
      const plant = firstPlant(data, id ?? null);
      if (plant) path = paths.controlPlan(plant.id, Number(params.year));
      search.delete('version');
      search.delete('view');
    } else if (location.pathname.startsWith('/asset/') && params.year) {
      const entity = firstEntity(data, id ?? null);
      const kind = location.pathname.split('/')[2];
      const to = kind === 'gap' ? paths.gap : kind === 'industry' ? paths.industry : paths.allocation;
      search.delete('node');
      if (entity) path = to(entity.id, Number(params.year));
    } else if (location.pathname.startsWith('/organization/') && id && (params.unitId || params.entityId)) {
      path = unitAt(data, id) ? paths.unit(id) : paths.entity(id);
    }
    search.delete('month');
    const tail = search.toString();
    router.history.push(tail ? `${path}?${tail}` : path);
  }

  const known = at !== null && (unitAt(data, at) !== null || entityAt(data, at) !== null);
  return (
    <TreeSelect
      className="th-node-picker"
      aria-label={t('shell.unitPicker')}
      variant="borderless"
      prefix={<Icon name="plant" size={16} />}
      placeholder={t('shell.wholeOrganization')}
      {...(known ? { value: at } : {})}
      key={`${known ? at : ''}${year}`}
      treeData={treeNodes(data, language)}
      treeDefaultExpandAll
      allowClear={known && params.unitId === undefined && params.entityId === undefined}
      showSearch={{ treeNodeFilterProp: 'title' }}
      popupMatchSelectWidth={320}
      onChange={(id: string | undefined) => choose(id)}
    />
  );
}

/** Entities and units nested as the organization is. */
export function treeNodes(tree: OrganizationTree, language: Language): Node[] {
  const known = new Set(tree.entities.map((entity) => entity.id));
  const below = (parentId: string | null): Node[] =>
    tree.entities
      .filter((entity) => (parentId === null ? entity.parentId === null || !known.has(entity.parentId) : entity.parentId === parentId))
      .map((entity) => ({
        value: entity.id,
        title: nameIn(language, entity),
        children: [
          ...below(entity.id),
          ...tree.units.filter((unit) => unit.entityId === entity.id).map((unit) => ({ value: unit.id, title: nameIn(language, unit) })),
        ],
      }));
  return below(null);
}
