// Dormancy (潜伏, PRO-9): who was spoken with and let go, by whom, and what was said last.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { address } from '../../api/client';
import { type SupplyFilters, useDormancy, useDormancySummary } from '../../api/supply';
import { usersQuery } from '../../api/team';
import type { DormancySummary, DormantCount, DormantLine } from '../../api/types';
import { useCan } from '../../app/me';
import { Choices } from '../../components/Choices';
import { GradeMark } from '../../components/marks';
import { Empty, Loaded, Page, Waiting } from '../../components/page';
import { ScrollPanel } from '../../components/ScrollPanel';
import { useFormats, useTexts } from '../../i18n';
import { InsightTabs } from './InsightTabs';
import { TeamFilter } from './TeamFilter';
import './supply.css';

const Picture = lazy(() => import('../../components/Picture'));

function dormantOf(narrowed: Record<string, string>): string {
  return `/prospects?${new URLSearchParams({ ...narrowed, status: 'prospect', cadence: 'dormant' }).toString()}`;
}

function CountTable({ title, first, counts }: { title: string; first: string; counts: DormantCount[] }) {
  const t = useTexts();
  const format = useFormats();
  return (
    <ScrollPanel label={title}>
      <h2>{title}</h2>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{first}</th>
            <th scope="col" className="number">{t.supply.dormantCount}</th>
            <th scope="col" className="number">{t.supply.spokenWith}</th>
            <th scope="col" className="number">{t.supply.dormantShare}</th>
          </tr>
        </thead>
        <tbody>
          {counts.map((count) => {
            const where: Record<string, string> = count.user ? { owner: count.user.id } : { team: count.team?.id ?? '' };
            return (
              <tr key={count.user?.id ?? count.team?.id}>
                <th scope="row">{count.user?.name ?? count.team?.name} {count.user ? <small className="quiet">{count.team?.name}</small> : null}</th>
                <td className="number"><Link to={dormantOf(where)}>{format.number(count.dormant)}</Link></td>
                <td className="number">{format.number(count.spoken_with)}</td>
                <td className="number">{format.percent(count.dormant / Math.max(1, count.spoken_with), 0)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollPanel>
  );
}

function Who({ summary, view }: { summary: DormancySummary; view: 'table' | 'chart' }) {
  const t = useTexts();
  const reps = useMemo(() => summary.reps.toReversed(), [summary]);
  const rows = useMemo(() => reps.map((count) => count.user?.name ?? ''), [reps]);
  const series = useMemo(
    () => [
      { name: t.supply.dormantCount, values: reps.map((count) => count.dormant) },
      { name: t.supply.spokenWith, values: reps.map((count) => count.spoken_with) },
    ],
    [reps, t],
  );
  if (summary.reps.length === 0) return null;
  if (view === 'chart') return <Suspense fallback={<Waiting />}><Picture title={t.supply.chartDormant} rows={rows} series={series} /></Suspense>;
  return (
    <div className="supply-halves">
      <CountTable title={t.supply.byRep} first={t.supply.rep} counts={summary.reps} />
      {summary.teams.length > 1 ? <CountTable title={t.supply.byTeam} first={t.supply.team} counts={summary.teams} /> : null}
    </div>
  );
}

function Line({ line }: { line: DormantLine }) {
  const t = useTexts();
  const format = useFormats();
  return (
    <tr>
      <td><GradeMark grade={line.grade} /></td>
      <td><Link to={`/prospects/${line.party.id}`}>{line.party.name}</Link></td>
      <td className="number" title={format.moment(line.last_two_way_at)}>{t.common.days(format.number(line.days_silent))}<br /><small className="quiet">{t.supply.dormantFor(format.number(line.days_dormant))}</small></td>
      <td>{line.owner?.name}</td>
      <td className="dormant-words">{line.last_words}</td>
      <td>{line.rival}</td>
    </tr>
  );
}

export default function Dormant() {
  const t = useTexts();
  const can = useCan();
  const format = useFormats();
  const [params, setParams] = useSearchParams();
  const [view, setView] = useState<'table' | 'chart'>('table');
  const team = params.get('team') ?? '';
  const owner = params.get('owner') ?? '';
  const filters: SupplyFilters = { ...(team ? { team } : {}), ...(owner ? { owner } : {}) };
  const narrow = (change: Record<string, string>) =>
    setParams(Object.fromEntries(Object.entries({ team, owner, ...change }).filter(([, value]) => value)), { replace: true });
  const { data: users = [] } = useQuery({ ...usersQuery, enabled: can('see_people') });
  const summary = useDormancySummary(filters);
  const list = useDormancy(filters);
  const lines = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      wide
      title={t.supply.dormant}
      beside={summary.data ? <span className="quiet" role="status">{t.common.total(format.number(summary.data.dormant), true)}</span> : null}
      actions={
        can('export') ? (['csv', 'xlsx'] as const).map((format) => (
          <a key={format} href={address('/dormancy/export', { ...filters, format })} download>{`${t.prospects.exportAs} ${format.toUpperCase()}`}</a>
        )) : null
      }
    >
      <InsightTabs />
      <p className="quiet">{t.supply.dormantHint} <Link to="/insight/methods?tab=contacts">{t.supply.contactResults}</Link></p>
      <div className="row">
        <TeamFilter value={team} onChange={(next) => narrow({ team: next, owner: '' })} />
        {can('see_people') ? (
          <select className="input supply-team" aria-label={t.methods.whose} value={owner} onChange={(event) => narrow({ owner: event.target.value })}>
            <option value="">{t.methods.everybody}</option>
            {users.map((user) => <option key={user.id} value={user.id}>{user.name}</option>)}
          </select>
        ) : null}
        <Choices label={t.supply.byRep} value={view} onChange={setView} choices={[{ value: 'table', text: t.common.table }, { value: 'chart', text: t.common.chart }]} />
      </div>
      <Loaded query={summary}>{(data) => <Who summary={data} view={view} />}</Loaded>
      <Loaded query={list} lines={10}>
        {() => lines.length === 0 ? <Empty title={t.supply.noneDormant} hint={t.supply.noneDormantHint} /> : (
          <div className="panel table-scroll">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t.record.grade}</th>
                  <th scope="col">{t.common.name}</th>
                  <th scope="col" className="number">{t.supply.silentFor}</th>
                  <th scope="col">{t.common.owner}</th>
                  <th scope="col">{t.supply.lastWords}</th>
                  <th scope="col">{t.supply.rival}</th>
                </tr>
              </thead>
              <tbody>{lines.map((line) => <Line key={line.party.id} line={line} />)}</tbody>
            </table>
          </div>
        )}
      </Loaded>
      {list.hasNextPage ? <div><Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t.common.loadMore}</Button></div> : null}
    </Page>
  );
}
