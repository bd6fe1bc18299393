// Classes of customers (客户分类, CLA-1, CLA-2, CLA-5, CLA-7): who makes the sales, who is steady, who stays.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { overviewQuery } from '../../api/classes';
import type { ClassFigures, ClassOverview, ClassRun } from '../../api/types';
import { Choices } from '../../components/Choices';
import { MeasuredCell } from '../../components/MeasuredCell';
import { Empty, Loaded, Page } from '../../components/page';
import { useFormats, useTexts } from '../../i18n';
import { InsightTabs } from '../supply/InsightTabs';
import { Cohorts } from './Cohorts';
import { Flow } from './Flow';
import { Lorenz, LorenzTable } from './Lorenz';
import { BackTest, LifetimeModels } from './Models';
import { OfSome } from './OfSome';
import { QuadrantTable, Quadrants } from './Quadrants';
import { AsOf, Running } from './Runs';
import { AbcTable, Dependences, ExistingTable, FaceTable } from './Shares';
import { ShownRun, ToList } from './ToList';
import '../supply/supply.css';
import './classes.css';

function Whole({ figures, currency }: { figures: ClassFigures; currency: string }) {
  const t = useTexts();
  const format = useFormats();
  return (
    <section className="panel">
      <dl className="supply-whole">
        <div><dt>{t.classes.customers}</dt><dd><ToList filters={{}}>{format.number(figures.customers)}</ToList></dd></div>
        <div><dt>{t.classes.sales}</dt><dd>{format.wholeMoney(figures.sales_minor, currency)}</dd></div>
        <div><dt>{t.classes.gini}</dt><dd>{figures.lorenz ? format.number(figures.lorenz.gini, 2) : '–'}</dd></div>
        <div><dt>{t.classes.repeat}</dt><dd><MeasuredCell measured={figures.repeat} show={format.percent} /></dd></div>
        <div><dt>{t.classes.once}</dt><dd><ToList filters={{ once: 'true' }}>{format.number(figures.once)}</ToList></dd><dd className="quiet">{t.classes.onceHint}</dd></div>
        <div><dt>{t.classes.silent}</dt><dd><ToList filters={{ silent: 'true', sort: 'risk' }}>{format.number(figures.silent)}</ToList></dd></div>
        <div><dt>{t.classes.key}</dt><dd><ToList filters={{ key_customers: 'true' }}>{t.classes.toList}</ToList></dd><dd className="quiet">{t.classes.keyHint}</dd></div>
      </dl>
    </section>
  );
}

function Basis({ run, scope }: { run: ClassRun; scope: ClassOverview['scope'] }) {
  const t = useTexts();
  const format = useFormats();
  return (
    <p className="quiet">
      {[t.classes.scope[scope.kind], scope.name].filter(Boolean).join(' ')} · {t.classes.basis(format.day(run.as_of), format.moment(run.recorded_at ?? run.asked_at), format.number(run.orders), format.number(run.settings_version))}
      {run.left_out > 0 ? ` · ${t.classes.leftOut(format.number(run.left_out), run.currency ?? '')}` : ''}
    </p>
  );
}

function Figures({ overview, figures, run, view }: { overview: ClassOverview; figures: ClassFigures; run: ClassRun; view: 'table' | 'chart' }) {
  const t = useTexts();
  const currency = run.currency ?? 'CNY';
  return (
    <ShownRun value={run}>
      <div className="stack">
        <Basis run={run} scope={overview.scope} />
        <Whole figures={figures} currency={currency} />
        <Dependences overview={overview} />
        <div className="classes-halves">
          <AbcTable figures={figures} currency={currency} />
          {figures.lorenz ? (
            <section className="panel" aria-label={t.classes.lorenz}>
              <h2>{t.classes.lorenz}</h2>
              {view === 'chart' ? <Lorenz lorenz={figures.lorenz} /> : <LorenzTable lorenz={figures.lorenz} />}
            </section>
          ) : null}
          <ExistingTable figures={figures} currency={currency} />
          <section className="panel" aria-label={t.classes.quadrants}>
            <h2>{t.classes.quadrants}</h2>
            {view === 'chart' ? <Quadrants overview={overview} currency={currency} /> : <QuadrantTable overview={overview} currency={currency} />}
          </section>
          <FaceTable figures={figures} currency={currency} />
          <Flow figures={figures} />
        </div>
        <Cohorts cohorts={figures.cohorts} />
        <div className="classes-halves">
          {figures.back_test ? <BackTest test={figures.back_test} /> : null}
          <LifetimeModels models={figures.lifetime} />
        </div>
      </div>
    </ShownRun>
  );
}

export default function Classes() {
  const t = useTexts();
  const format = useFormats();
  const [params, setParams] = useSearchParams();
  const [view, setView] = useState<'table' | 'chart'>('chart');
  const day = params.get('as_of') ?? '';
  const knownThen = params.get('known') === 'then';
  const overview = useQuery(overviewQuery(day ? { as_of: day, known_then: knownThen } : {}));
  const change = (next: string, then: boolean) =>
    setParams({ ...(next ? { as_of: next } : {}), ...(next && then ? { known: 'then' } : {}) }, { replace: true });
  return (
    <Page wide title={t.classes.title}>
      <InsightTabs />
      <div className="spread">
        <AsOf day={day} knownThen={knownThen} busy={Boolean(overview.data?.running)} onChange={change} />
        <Choices label={t.classes.title} value={view} onChange={setView} choices={[{ value: 'chart', text: t.common.chart }, { value: 'table', text: t.common.table }]} />
      </div>
      {overview.data?.running ? <Running key={overview.data.running.id} run={overview.data.running} /> : null}
      <Loaded query={overview} lines={12}>
        {(data) => {
          if (!data.run) return day ? <Empty title={t.classes.notYet(format.day(day))} /> : <Empty title={t.classes.emptyTitle} hint={t.classes.emptyHint} />;
          if (!data.figures || data.figures.customers === 0) return <Empty title={t.classes.noneInScope} hint={t.classes.emptyHint} />;
          return <Figures overview={data} figures={data.figures} run={data.run} view={view} />;
        }}
      </Loaded>
      <OfSome day={knownThen ? '' : day} view={view} />
    </Page>
  );
}
