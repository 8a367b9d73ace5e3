import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { DerivationNode } from '../../kernel/derivation.ts';
import { group } from '../format/number.ts';
import { Icon } from '../ui/Icon.tsx';
import { useWords } from '../words/language.ts';
import styles from './derivation.module.css';
import { type IndexNames, idAt, type NodeIndex, ownIndexes, parentOf, type TreeLine, type TreePath, treeMove } from './derivation-tree.ts';
import { symbolPrint } from './formula-symbol.ts';
import { useMethodWords } from './method-words.ts';
import { Prose, Unit } from './Unit.tsx';

interface Props {
  readonly index: NodeIndex;
  readonly names: IndexNames;
  readonly lines: readonly TreeLine[];
  readonly chosen: TreePath;
  readonly onChoose: (path: TreePath) => void;
  readonly onToggle: (path: TreePath) => void;
  /** Evidence of an input, opened in place from its line. */
  readonly evidenceOf: (node: DerivationNode) => readonly { readonly id: string; readonly title: string }[];
  readonly onEvidence: (id: string) => void;
}

/** The steps of a derivation from the result down to the inputs, as a tree worked by keyboard; every input shows its files at once. */
export function DerivationTree({ index, names, lines, chosen, onChoose, onToggle, evidenceOf, onEvidence }: Props) {
  const { t } = useWords();
  const tree = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    tree.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(chosen)}"]`)?.focus();
  }, [chosen]);
  const onKey = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLElement && event.target.closest('button')) return;
    const move = event.key === 'Enter' || event.key === ' ' ? { to: chosen, toggle: true } : treeMove(lines, chosen, event.key);
    if (!move) return;
    event.preventDefault();
    if (move.toggle) onToggle(move.to);
    else {
      moved.current = true;
      onChoose(move.to);
    }
  };
  return (
    <div ref={tree} className={styles.tree} role="tree" tabIndex={-1} aria-label={t('emission.derivation.tree')} onKeyDown={onKey}>
      {lines.map((line) => (
        <TreeItem
          key={line.path}
          line={line}
          names={names}
          parent={index.byId.get(idAt(parentOf(line.path) ?? '')) ?? null}
          chosen={line.path === chosen}
          onChoose={onChoose}
          onToggle={onToggle}
          evidence={line.node.kind === 'input' ? evidenceOf(line.node) : []}
          onEvidence={onEvidence}
        />
      ))}
    </div>
  );
}

interface ItemProps {
  readonly line: TreeLine;
  readonly names: IndexNames;
  readonly parent: DerivationNode | null;
  readonly chosen: boolean;
  readonly onChoose: (path: TreePath) => void;
  readonly onToggle: (path: TreePath) => void;
  readonly evidence: readonly { readonly id: string; readonly title: string }[];
  readonly onEvidence: (id: string) => void;
}

const marks = { step: 'derivation', input: 'pencil', lookup: 'file' } as const;

function TreeItem({ line, names, parent, chosen, onChoose, onToggle, evidence, onEvidence }: ItemProps) {
  const { t, say } = useWords();
  const { node } = line;
  const where = ownIndexes(node, parent, names).join(' \u00B7 ');
  return (
    <div
      role="treeitem"
      aria-level={line.level}
      aria-posinset={line.position}
      aria-setsize={line.siblings}
      aria-selected={chosen}
      {...(line.hasBelow ? { 'aria-expanded': line.open } : {})}
      tabIndex={chosen ? 0 : -1}
      data-path={line.path}
      className={chosen ? `${styles.item} ${styles.chosen}` : styles.item}
      onClick={() => {
        onChoose(line.path);
        if (line.hasBelow && !line.open) onToggle(line.path);
      }}
      onKeyDown={() => {}}
    >
      <span className={styles.indent} aria-hidden="true" ref={(element) => element?.style.setProperty('--level', String(line.level - 1))} />
      {line.hasBelow ? (
        <button
          type="button"
          tabIndex={-1}
          className={styles.twist}
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation();
            onToggle(line.path);
          }}
        >
          <Icon name={line.open ? 'chevronDown' : 'chevronRight'} size={14} />
        </button>
      ) : (
        <span className={styles.twist}>
          <Icon name={marks[node.kind]} size={13} />
        </span>
      )}
      <span className={styles.itemText}>
        <span className={styles.itemTitle}>
          {where ? <strong>{where}</strong> : null} <Prose text={say(node.title)} />
        </span>
        <SymbolText symbol={node.symbol} />
      </span>
      <NodeValue node={node} />
      {evidence.length > 0 ? (
        <span className={styles.chips}>
          {evidence.map((item) => (
            <button
              key={item.id}
              type="button"
              className={styles.chip}
              aria-label={t('emission.derivation.openEvidence', { title: item.title })}
              onClick={(event) => {
                event.stopPropagation();
                onChoose(line.path);
                onEvidence(item.id);
              }}
            >
              <Icon name="paperclip" size={12} />
              {item.title}
            </button>
          ))}
        </span>
      ) : null}
    </div>
  );
}

export function SymbolText({ symbol }: { symbol: string }) {
  const print = symbolPrint(symbol);
  return (
    <span className={print.isWord ? styles.wordSymbol : styles.symbol}>
      {print.isWord ? symbol : print.base}
      {print.lowered ? <sub>{print.lowered}</sub> : null}
    </span>
  );
}

/** Figures are grouped; a number without a unit may be a year or a count of months and stays as it is. */
export function valueText({ value, shown, unit }: Pick<DerivationNode, 'value' | 'shown' | 'unit'>): string {
  const text = shown ?? value ?? '';
  return unit === '' || unit === '1' ? text : group(text);
}

export function NodeValue({ node }: { node: Pick<DerivationNode, 'value' | 'shown' | 'unit'> }) {
  const { t } = useWords();
  const { word } = useMethodWords();
  if (node.value === null) return <span className={`${styles.value} th-quiet`}>{t('emission.derivation.noValue')}</span>;
  return (
    <span className={styles.value}>
      {node.unit === '' ? word(node.value) : valueText(node)}
      {node.unit !== '' && node.unit !== '1' ? (
        <span className={styles.valueUnit}>
          <Unit symbol={node.unit} />
        </span>
      ) : null}
    </span>
  );
}
