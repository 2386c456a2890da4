/** Days or months drawn: net, rates, and how long trucks take. The tables beside say the same. Loaded only when one is shown: the chart library is large. */
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use as register, type EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { Statistics, StepName } from '../../../preload/contract/reports.ts';
import { grouped } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import type { Theme } from '../../preferences.ts';
import { paletteOf } from '../../theme.ts';
import { durationText } from './duration-text.ts';

register([BarChart, LineChart, GridComponent, CanvasRenderer]);

const ON_DECK: readonly StepName[] = ['stable', 'saved', 'recorded', 'left'];

export function PeriodCharts({ statistics, theme }: { readonly statistics: Statistics; readonly theme: Theme }) {
  const { t } = useWords();
  const { periods, total } = statistics;
  const font = { fontFamily: 'B612, Noto Sans SC, sans-serif', fontSize: 12, color: paletteOf(theme).ink2 };
  const names = periods.map(({ period }) => String(Number(period.slice(-2))));
  const { ink, ink2, line, look } = paletteOf(theme);
  const xAxis = {
    type: 'category',
    data: names,
    axisLabel: { ...font, interval: 'auto' },
    axisTick: { show: false },
    axisLine: { lineStyle: { color: ink2 } },
  };
  const yAxis = { type: 'value', min: 0, axisLabel: font, splitNumber: 3, splitLine: { lineStyle: { color: line } } };
  const share = (part: number, of: number): number | null => (of === 0 ? null : (100 * part) / of);
  const drawn = (name: string, values: readonly (number | null)[], colour: string, type: 'solid' | 'dashed') => ({
    type: 'line',
    name,
    data: values,
    silent: true,
    connectNulls: false,
    symbol: type === 'solid' ? 'circle' : 'rect',
    symbolSize: 5,
    lineStyle: { color: colour, type, width: 2 },
    itemStyle: { color: colour },
  });
  const net: EChartsCoreOption = {
    animation: false,
    grid: { left: 56, right: 16, top: 8, bottom: 24 },
    xAxis,
    yAxis: { ...yAxis, axisLabel: { ...font, formatter: (tonnes: number) => grouped(tonnes) } },
    series: [
      {
        type: 'bar',
        silent: true,
        barCategoryGap: '30%',
        itemStyle: { color: ink2 },
        data: periods.map(({ figures }) => figures.sheets.netKg / 1000),
      },
    ],
  };
  const rates: EChartsCoreOption = {
    animation: false,
    grid: { left: 56, right: 16, top: 8, bottom: 24 },
    xAxis,
    yAxis: { ...yAxis, max: 100, interval: 50 },
    series: [
      drawn(
        t('reports.over-limit-rate'),
        periods.map(({ figures: { loaded } }) => share(loaded.overLimit, loaded.of)),
        look,
        'solid',
      ),
      drawn(
        t('reports.evidence'),
        periods.map(({ figures: { evidence } }) => share(evidence.complete, evidence.of)),
        ink,
        'dashed',
      ),
    ],
  };
  const steps = ON_DECK.map((step) => total.steps.find((one) => one.step === step));
  const bar = (values: readonly (number | null)[], colour: string) => ({
    type: 'bar',
    silent: true,
    barGap: '20%',
    barCategoryGap: '35%',
    itemStyle: { color: colour, borderColor: ink2, borderWidth: 1 },
    label: {
      ...font,
      show: true,
      position: 'right',
      formatter: ({ value }: { value: number | null }) => (value === null ? '' : durationText(value)),
    },
    data: values,
  });
  const taken: EChartsCoreOption = {
    animation: false,
    grid: { left: 116, right: 84, top: 4, bottom: 4 },
    yAxis: {
      type: 'category',
      inverse: true,
      data: ON_DECK.map((step) => t(`reports.step-${step}`)),
      axisLabel: { ...font, width: 108, overflow: 'truncate' },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: ink2 } },
    },
    xAxis: { type: 'value', min: 0, show: false },
    series: [
      bar(
        steps.map((one) => one?.medianS ?? null),
        ink2,
      ),
      bar(
        steps.map((one) => one?.p90S ?? null),
        line,
      ),
    ],
  };
  const inTonnes = t('reports.chart-net');
  return (
    <>
      <Drawing title={inTonnes} option={net} alt={t('reports.alt-net', { net: grouped(total.sheets.netKg) })} />
      <Drawing
        title={
          <>
            <span className="look">● {t('reports.over-limit-rate')}</span> <span>■ {t('reports.evidence')} %</span>
          </>
        }
        option={rates}
        alt={t('reports.alt-rates')}
      />
      <Drawing title={t('reports.chart-steps')} option={taken} alt={t('reports.alt-steps')} />
    </>
  );
}

function Drawing({
  title,
  option,
  alt,
}: {
  readonly title: React.ReactNode;
  readonly option: EChartsCoreOption;
  readonly alt: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  // As text: drawn again only when it changes. Its formatters follow from the same.
  const text = JSON.stringify(option);
  const latest = useRef(option);
  latest.current = option;
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const chart = init(element);
    chart.setOption(latest.current);
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [text]);
  return (
    <figure className="panel report-chart">
      <figcaption className="label">{title}</figcaption>
      <div className="report-drawing" ref={box} role="img" aria-label={alt} />
    </figure>
  );
}
