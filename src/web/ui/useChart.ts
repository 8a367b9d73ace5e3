import { type ECharts, init } from 'echarts/core';
import { type RefObject, useEffect, useRef } from 'react';

type Option = Parameters<ECharts['setOption']>[0];

/** A chart in a box of the page: made once, redrawn when its option changes, as wide as its box. Only for parts that are loaded lazily. */
export function useChart(option: Option): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const made = init(element, null, { renderer: 'canvas' });
    chart.current = made;
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(option, true);
  }, [option]);
  return box;
}
