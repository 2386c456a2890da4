/** The weight of a whole pass, drawn. Loaded only when one is opened: the chart library is large. */
import { LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, MarkPointComponent } from 'echarts/components';
import { init, use as register } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { WeightCurve as Curve } from '../../preload/contract/curves.ts';
import { grouped } from '../format.ts';
import { useWords } from '../i18n/index.ts';
import type { Theme } from '../preferences.ts';
import { paletteOf } from '../theme.ts';
import { curveMarks, longestS, topKg } from './curve-marks.ts';

register([LineChart, GridComponent, MarkLineComponent, MarkPointComponent, CanvasRenderer]);

/** Names of marks stand above the curve, each row so high. */
const NAME_PX = 16;

export function WeightCurve({ curve, theme }: { readonly curve: Curve; readonly theme: Theme }) {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const lasted = longestS(curve);
  const saved = curve.saved.at(-1);
  const figures = { seconds: Math.round(lasted), top: grouped(topKg(curve)) };
  const alt =
    saved === undefined
      ? t('curve.alt-unsaved', figures)
      : t('curve.alt-saved', { ...figures, weight: grouped(saved.weightKg) });
  // The marks in words, as text: drawn again only when they change.
  const marksText = JSON.stringify(
    curveMarks(curve, {
      saved: (weightKg) => t('curve.saved', { weight: grouped(weightKg) }),
      finding: (code) => t(`finding-short.${code}`),
    }),
  );
  const secondsWord = t('curve.seconds');
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const colours = paletteOf(theme);
    const font = { fontFamily: 'B612, Noto Sans SC, sans-serif', fontSize: 12, color: colours.ink2 };
    const marks = JSON.parse(marksText) as ReturnType<typeof curveMarks>;
    const rows = marks.reduce((most, { row }) => Math.max(most, row + 1), 0);
    const { atMs, weightKg } = curve.points;
    const chart = init(element);
    chart.setOption({
      animation: false,
      grid: { left: 64, right: 32, top: 8 + NAME_PX * Math.max(1, rows), bottom: 28 },
      xAxis: {
        type: 'value',
        min: 0,
        max: longestS(curve),
        axisLabel: {
          ...font,
          formatter: (value: number) => `${Math.round(value)} ${secondsWord}`,
          showMaxLabel: false,
        },
        axisLine: { onZero: true, lineStyle: { color: colours.ink2 } },
        splitLine: { show: false },
      },
      yAxis: {
        type: 'value',
        // A zero that is a division off is no reason for a scale of its own.
        min: ({ min, max }: { min: number; max: number }) => (min < -0.05 * max ? min : 0),
        axisLabel: { ...font, formatter: (value: number) => grouped(value), showMinLabel: true },
        splitLine: { lineStyle: { color: colours.line } },
      },
      series: [
        {
          type: 'line',
          symbol: 'none',
          step: 'end',
          connectNulls: false,
          silent: true,
          lineStyle: { color: colours.ink, width: 2 },
          data: atMs.map((at, index) => [at / 1000, weightKg[index] ?? null]),
          markLine: {
            symbol: 'none',
            silent: true,
            data: marks.map(({ atS, words, row, look, side }) => ({
              xAxis: atS,
              lineStyle: {
                color: look ? colours.look : colours.ink2,
                type: look ? 'solid' : 'dashed',
                width: look ? 2 : 1,
              },
              label: {
                ...font,
                ...(look ? { color: colours.look, fontWeight: 600 } : {}),
                formatter: look ? `▲ ${words}` : words,
                position: 'end',
                distance: 2,
                align: side,
                offset: [0, -NAME_PX * row],
              },
            })),
          },
          markPoint: {
            symbol: 'circle',
            symbolSize: 9,
            silent: true,
            itemStyle: { color: colours.panel, borderColor: colours.ink, borderWidth: 2 },
            label: { show: false },
            data: curve.saved.flatMap((one) => (one.atMs === null ? [] : [{ coord: [one.atMs / 1000, one.weightKg] }])),
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
  }, [curve, marksText, secondsWord, theme]);
  return <div className="curve" ref={box} role="img" aria-label={alt} />;
}
