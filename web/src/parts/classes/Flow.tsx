// Who moved between EI to EIV (CLA-2): since the run before, or between two runs that somebody chooses.

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { flowQuery, runsQuery } from '../../api/classes';
import { useLabels } from '../../api/labels';
import type { ClassFigures, ClassFlow, ClassRun } from '../../api/types';
import { Loaded } from '../../components/page';
import { ScrollPanel } from '../../components/ScrollPanel';
import { useFormats, useTexts } from '../../i18n';
import { laterThan, matrixOf } from './flows';
import { ShownRun, ToList } from './ToList';
import { useClassLetters } from './words';

function Matrix({ flow }: { flow: ClassFlow[] }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const letters = useClassLetters();
  const { classes, count, all, moved } = matrixOf(flow);
  return (
    <table className="table classes-flow">
      <caption className="quiet">{moved === 0 ? t.classes.flowNone : t.classes.flowMoved(format.number(moved), format.number(all))}</caption>
      <thead>
        <tr>
          <th scope="col">{t.classes.flowCorner}</th>
          {classes.map((becomes) => <th key={becomes} scope="col" className="number" title={word(becomes, 'existing_class')}>{letters(becomes)}</th>)}
        </tr>
      </thead>
      <tbody>
        {classes.map((was) => (
          <tr key={was}>
            <th scope="row">{word(was, 'existing_class')}</th>
            {classes.map((becomes) => {
              const customers = count(was, becomes);
              if (customers === 0) return <td key={becomes} className="number quiet">–</td>;
              return (
                <td key={becomes} className="number" data-stayed={was === becomes || undefined}>
                  <ToList filters={{ existing: becomes }} label={t.classes.flowCell(letters(was), letters(becomes), format.number(customers))}>{format.number(customers)}</ToList>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Between({ from, to }: { from: string; to: string }) {
  const flow = useQuery(flowQuery(from, to));
  return <Loaded query={flow} lines={5}>{(data) => <ShownRun value={data.to}><Matrix flow={data.flow} /></ShownRun>}</Loaded>;
}

function useRunName(): (run: ClassRun) => string {
  const t = useTexts();
  const format = useFormats();
  return (run) => t.classes.runNamed(format.day(run.as_of), format.moment(run.ended_at ?? run.asked_at));
}

export function Flow({ figures }: { figures: ClassFigures }) {
  const t = useTexts();
  const runName = useRunName();
  const [params, setParams] = useSearchParams();
  const { data: runs = [] } = useQuery(runsQuery);
  const kept = runs.filter((run) => run.state === 'finished' && run.keeps_customers);
  const from = kept.find((run) => run.id === params.get('from'));
  const later = from ? laterThan(kept, from) : [];
  const to = later.find((run) => run.id === params.get('to')) ?? later[0];
  const choose = (chosen: { from: string; to?: string }) => {
    const next = new URLSearchParams(params);
    for (const name of ['from', 'to'] as const) {
      const value = chosen[name];
      if (value) next.set(name, value);
      else next.delete(name);
    }
    setParams(next, { replace: true, preventScrollReset: true });
  };
  const beginnings = kept.filter((run) => laterThan(kept, run).length > 0);
  return (
    <ScrollPanel label={t.classes.flow}>
      <h2>{t.classes.flow}</h2>
      <div className="row panel-body classes-filters">
        <label className="field">
          <span>{t.classes.flowFrom}</span>
          <select className="input" value={from?.id ?? ''} onChange={(event) => choose({ from: event.target.value })}>
            <option value="">{t.classes.flowBefore}</option>
            {beginnings.map((run) => <option key={run.id} value={run.id}>{runName(run)}</option>)}
          </select>
        </label>
        {from && to ? (
          <label className="field">
            <span>{t.classes.flowTo}</span>
            <select className="input" value={to.id} onChange={(event) => choose({ from: from.id, to: event.target.value })}>
              {later.map((run) => <option key={run.id} value={run.id}>{runName(run)}</option>)}
            </select>
          </label>
        ) : null}
      </div>
      {from && to ? <Between from={from.id} to={to.id} /> : figures.flow.length === 0 ? <p className="panel-body quiet">{t.classes.flowFirst}</p> : <Matrix flow={figures.flow} />}
      <p className="panel-body quiet">{t.classes.flowHint}</p>
    </ScrollPanel>
  );
}
