// Found, reached, met and won by method, as bars. Loaded only when somebody asks for the picture.

import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use as register } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { MethodResult } from '../../api/types';
import { isDark, usePreferences } from '../../app/preferences';
import { useMethodName } from '../../components/labelledMethods';
import { useFormats, useTexts } from '../../i18n';

register([BarChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, CanvasRenderer]);

// Four steps of one lightness scale: readers who see no hues still see four different bars.
const LIGHT = ['#b9d9d6', '#76b5b0', '#2f8a85', '#0b4a48'];
const DARK = ['#1d4745', '#2f7a75', '#5cc0b8', '#c4ebe7'];

export default function ResultsChart({ results }: { results: MethodResult[] }) {
  const t = useTexts();
  const format = useFormats();
  const methodName = useMethodName();
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
    const steps: { key: 'found' | 'reached' | 'met' | 'won'; name: string }[] = [
      { key: 'found', name: t.methods.found }, { key: 'reached', name: t.methods.reached }, { key: 'met', name: t.methods.met }, { key: 'won', name: t.methods.won },
    ];
    const ordered = results.toSorted((a, b) => a.found - b.found);
    chart.current?.setOption(
      {
        animationDuration: 120,
        color: dark ? DARK : LIGHT,
        textStyle: { color: ink, fontFamily: style.getPropertyValue('--font') },
        aria: { enabled: true, decal: { show: false } },
        grid: { left: 8, right: 24, top: 36, bottom: 8, containLabel: true },
        legend: { top: 0, left: 0, textStyle: { color: ink } },
        tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, renderMode: 'richText' },
        xAxis: { type: 'value', axisLabel: { color: ink, formatter: (value: number) => format.short(value) }, splitLine: { lineStyle: { color: line } } },
        yAxis: { type: 'category', data: ordered.map((row) => methodName(row.code)), axisLabel: { color: ink }, axisLine: { lineStyle: { color: line } } },
        series: steps.map(({ key, name }) => ({ type: 'bar', name, data: ordered.map((row) => row[key]), barGap: '10%' })),
      },
      true,
    );
  }, [results, dark, t, format, methodName]);

  const savePicture = () => {
    const url = chart.current?.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: getComputedStyle(document.documentElement).getPropertyValue('--surface') });
    if (!url) return;
    const link = document.createElement('a');
    link.href = url;
    link.download = `${t.methods.results}.png`;
    link.click();
  };

  return (
    <figure className="panel panel-body">
      <figcaption className="spread">
        <b>{t.methods.chartTitle}</b>
        <Button onClick={savePicture}>{t.common.asPng}</Button>
      </figcaption>
      <div ref={place} className="results-chart" role="img" aria-label={t.methods.chartTitle} style={{ height: Math.max(260, results.length * 64 + 60) }} />
    </figure>
  );
}
