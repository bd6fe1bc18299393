// A chart that can be saved as a picture. Only loaded when somebody asks for one.

import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use as register } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { isDark, usePreferences } from '../app/preferences';
import { useFormats, useTexts } from '../i18n';
import './picture.css';

register([BarChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, AriaComponent, CanvasRenderer]);

// Steps of one lightness scale: readers who see no hues still see different bars.
const LIGHT = ['#b9d9d6', '#76b5b0', '#2f8a85', '#0b4a48'] as const;
const DARK = ['#1d4745', '#2f7a75', '#5cc0b8', '#c4ebe7'] as const;

export interface Bars { name: string; values: (number | null)[] }

interface Props {
  title: string;
  /** one row of bars each, from the bottom up */
  rows: string[];
  series: Bars[];
  stacked?: boolean;
  /** a line that the bars are to reach */
  floor?: { at: number; name: string };
}

export default function Picture({ title, rows, series, stacked, floor }: Props) {
  const t = useTexts();
  const format = useFormats();
  const dark = isDark(usePreferences());
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init> | null>(null);

  useEffect(() => {
    if (!place.current) return undefined;
    const drawn = init(place.current);
    chart.current = drawn;
    const watcher = new ResizeObserver(() => drawn.resize());
    watcher.observe(place.current);
    return () => {
      watcher.disconnect();
      drawn.dispose();
    };
  }, []);

  useEffect(() => {
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue('--ink');
    const line = style.getPropertyValue('--line');
    const markLine = floor
      ? { silent: true, symbol: 'none', lineStyle: { color: ink, type: 'dashed' }, label: { color: ink, formatter: floor.name, position: 'end' }, data: [{ xAxis: floor.at }] }
      : undefined;
    // few bars take the far ends of the scale, so that they differ most
    const scale = dark ? DARK : LIGHT;
    const colours = series.length === 2 ? [scale[1], scale[3]] : series.length === 1 ? [scale[2]] : [...scale];
    const option: EChartsCoreOption = {
      animationDuration: 120,
      color: colours,
      textStyle: { color: ink, fontFamily: style.getPropertyValue('--font') },
      aria: { enabled: true, label: { description: `${title}: ${rows.map((row, place) => `${row} ${series.map((one) => one.values[place] ?? '–').join(' / ')}`).join('; ')}` } },
      grid: { left: 8, right: 24, top: 40, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0, textStyle: { color: ink } },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, renderMode: 'richText', valueFormatter: (value: unknown) => (typeof value === 'number' ? format.number(value, 1) : '–') },
      xAxis: { type: 'value', axisLabel: { color: ink, formatter: (value: number) => format.short(value) }, splitLine: { lineStyle: { color: line } } },
      yAxis: { type: 'category', data: rows, axisLabel: { color: ink }, axisLine: { lineStyle: { color: line } } },
      series: series.map(({ name, values }, at) => ({
        type: 'bar', name, data: values, barGap: '10%', ...(stacked ? { stack: 'all' } : {}), ...(at === 0 && markLine ? { markLine } : {}),
      })),
    };
    chart.current?.setOption(option, true);
  }, [title, rows, series, stacked, floor, dark, format]);

  const savePicture = () => {
    const url = chart.current?.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: getComputedStyle(document.documentElement).getPropertyValue('--surface') });
    if (!url) return;
    const link = document.createElement('a');
    link.href = url;
    link.download = `${title}.png`;
    link.click();
  };

  const perRow = stacked ? 40 : 24 + 14 * series.length;
  return (
    <figure className="panel panel-body">
      <figcaption className="spread">
        <b>{title}</b>
        <Button onClick={savePicture}>{t.common.asPng}</Button>
      </figcaption>
      <div ref={place} className="picture" role="img" aria-label={title} style={{ height: Math.max(200, rows.length * perRow + 70) }} />
    </figure>
  );
}
