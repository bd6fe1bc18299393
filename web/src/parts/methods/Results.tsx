// What each method has brought: counts, rates with their base, days and cost of a win, as a table or as a picture.

import { lazy, Suspense, useState } from 'react';
import { useLabels } from '../../api/labels';
import { type ResultFilters, useMethodResults } from '../../api/methods';
import type { MethodResult } from '../../api/types';
import { useCan } from '../../app/me';
import { Choices } from '../../components/Choices';
import { useMethodName } from '../../components/labelledMethods';
import { MeasuredCell } from '../../components/MeasuredCell';
import { Empty, Loaded, Waiting } from '../../components/page';
import { useFormats, useTexts } from '../../i18n';
import { CostForm } from './CostForm';
import { PeriodFilter } from './PeriodFilter';

const Chart = lazy(() => import('./ResultsChart'));

function ResultsTable({ results }: { results: MethodResult[] }) {
  const t = useTexts();
  const can = useCan();
  const format = useFormats();
  const { word } = useLabels();
  const methodName = useMethodName();
  const [costOf, setCostOf] = useState<string | null>(null);
  const percent = (value: number) => format.percent(value);
  return (
    <div className="panel table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t.methods.method}</th>
            <th scope="col" className="number">{t.methods.found}</th>
            <th scope="col" className="number">{t.methods.reached}</th>
            <th scope="col" className="number">{t.methods.met}</th>
            <th scope="col" className="number">{t.methods.won}</th>
            <th scope="col" className="number">{t.methods.reachRate}</th>
            <th scope="col" className="number">{t.methods.meetRate}</th>
            <th scope="col" className="number">{t.methods.winRate}</th>
            <th scope="col" className="number">{t.methods.daysToWin}</th>
            <th scope="col" className="number">{t.methods.cost}</th>
            <th scope="col" className="number">{t.methods.costPerWin}</th>
          </tr>
        </thead>
        <tbody>
          {results.map((row) => {
            const currency = row.currency ?? 'CNY';
            return (
              <tr key={row.code}>
                <td><b>{methodName(row.code)}</b><br /><small className="quiet">{word(row.market, 'market')}</small></td>
                <td className="number">{format.number(row.found)}</td>
                <td className="number">{format.number(row.reached)}</td>
                <td className="number">{format.number(row.met)}</td>
                <td className="number">{format.number(row.won)}</td>
                <td className="number"><MeasuredCell measured={row.reach_rate} show={percent} /></td>
                <td className="number"><MeasuredCell measured={row.meeting_rate} show={percent} /></td>
                <td className="number"><MeasuredCell measured={row.win_rate} show={percent} /></td>
                <td className="number"><MeasuredCell measured={row.days_to_win} show={(days) => format.number(days)} /></td>
                <td className="number">
                  {row.cost_minor == null ? null : format.money(row.cost_minor, currency)}{' '}
                  {can('edit_methods') ? <button type="button" className="link" aria-label={`${t.methods.addCost}: ${methodName(row.code)}`} onClick={() => setCostOf(row.code)}>+</button> : null}
                </td>
                <td className="number"><MeasuredCell measured={row.cost_per_win_minor ?? null} show={(minor) => format.money(minor, currency)} /></td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {costOf ? <CostForm code={costOf} name={methodName(costOf)} close={() => setCostOf(null)} /> : null}
    </div>
  );
}

export function Results() {
  const t = useTexts();
  const [filters, setFilters] = useState<ResultFilters>({});
  const [view, setView] = useState<'table' | 'chart'>('table');
  const results = useMethodResults(filters);
  return (
    <div className="stack">
      <PeriodFilter filters={filters} onChange={setFilters}>
        <Choices label={t.methods.results} value={view} onChange={setView} choices={[{ value: 'table', text: t.common.table }, { value: 'chart', text: t.common.chart }]} />
      </PeriodFilter>
      <Loaded query={results}>
        {(rows) => {
          const found = rows.filter((row) => row.found > 0 || row.cost_minor);
          if (found.length === 0) return <Empty title={t.methods.emptyTitle} hint={t.methods.emptyHint} />;
          return view === 'table' ? <ResultsTable results={found} /> : <Suspense fallback={<Waiting />}><Chart results={found} /></Suspense>;
        }}
      </Loaded>
    </div>
  );
}
