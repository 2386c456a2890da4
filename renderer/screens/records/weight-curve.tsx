/** The weight from arrival to capture. Loaded only when a record is opened: the chart library is large. */
import { LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import { init, use as register } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { Weighing } from '../../../preload/contract/documents.ts';
import { grouped } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import type { Theme } from '../../preferences.ts';
import { paletteOf } from '../../theme.ts';

register([LineChart, GridComponent, MarkLineComponent, CanvasRenderer]);

export function WeightCurve({ weighing, theme }: { readonly weighing: Weighing; readonly theme: Theme }) {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const colours = paletteOf(theme);
    const font = { fontFamily: 'B612, Noto Sans SC, sans-serif', fontSize: 12, color: colours.ink2 };
    const { trace, weightKg } = weighing;
    const chart = init(element);
    chart.setOption({
      animation: false,
      grid: { left: 64, right: 24, top: 12, bottom: 28 },
      xAxis: {
        type: 'value',
        max: ((trace.weightsKg.length - 1) * trace.intervalMs) / 1000,
        axisLabel: { ...font, formatter: '{value} s' },
        axisLine: { lineStyle: { color: colours.ink2 } },
        splitLine: { show: false },
      },
      yAxis: {
        type: 'value',
        min: 0,
        axisLabel: { ...font, formatter: (value: number) => grouped(value) },
        splitLine: { lineStyle: { color: colours.line } },
      },
      series: [
        {
          type: 'line',
          symbol: 'none',
          step: 'end',
          connectNulls: false,
          lineStyle: { color: colours.ink, width: 2 },
          data: trace.weightsKg.map((weight, index) => [(index * trace.intervalMs) / 1000, weight]),
          markLine: {
            symbol: 'none',
            silent: true,
            lineStyle: { color: colours.ink2, type: 'dashed', width: 1 },
            label: { ...font, position: 'insideStartTop', formatter: `${grouped(weightKg)} kg` },
            data: [{ yAxis: weightKg }],
          },
        },
      ],
    });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [weighing, theme]);
  return (
    <div className="curve" ref={box} role="img" aria-label={t('curve.alt', { weight: grouped(weighing.weightKg) })} />
  );
}
