import { SankeyChart as Chart } from 'echarts/charts';
import { TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useMemo } from 'react';
import { colours, fontFamily } from '../../theme.ts';
import { useChart } from '../../ui/useChart.ts';
import { type Analysis, figure } from './footprint-model.ts';
import styles from './lca.module.css';

use([Chart, TooltipComponent, CanvasRenderer]);

/** Flows between processes, worth their emission with all that lies upstream; what closes a loop, and what is avoided, stands in the table only. */
export function SankeyChart({ sankey, label, own }: { sankey: Analysis['sankey']; label: string; own: string }) {
  const links = useMemo(() => {
    const between = sankey.links.filter((link) => !link.cut && link.value > 0);
    // A supplier without inputs is its own emission already; what a process with inputs emits itself is a source beside them.
    const users = new Set(between.map((link) => link.to));
    const direct = sankey.nodes
      .filter((node) => users.has(node.name) && node.direct > 0)
      .map((node) => ({ from: `${node.name} · ${own}`, to: node.name, value: node.direct, cut: false }));
    return [...between, ...direct];
  }, [sankey, own]);
  const option = useMemo(
    () => ({
      animationDuration: 200,
      textStyle: { color: colours.inkSecondary, fontFamily, fontSize: 12 },
      tooltip: {
        trigger: 'item' as const,
        renderMode: 'richText' as const,
        valueFormatter: (value: unknown) => `${figure(Number(value))} kgCO2e`,
      },
      series: [
        {
          type: 'sankey' as const,
          left: 8,
          right: 160,
          nodeGap: 14,
          data: [...new Set(links.flatMap((link) => [link.from, link.to]))].map((name) => ({ name })),
          links: links.map((link) => ({ source: link.from, target: link.to, value: link.value })),
          itemStyle: { color: colours.accent },
          lineStyle: { color: 'source' as const, opacity: 0.35 },
          label: { color: colours.inkSecondary, fontFamily, fontSize: 12 },
        },
      ],
    }),
    [links],
  );
  const box = useChart(option);
  const said = links.map((link) => `${link.from} → ${link.to} ${figure(link.value)}`).join('; ');
  return (
    <div
      ref={box}
      className={styles.chart}
      style={{ height: Math.min(640, 140 + sankey.nodes.length * 34) }}
      role="img"
      aria-label={`${label}. ${said}`}
    />
  );
}
