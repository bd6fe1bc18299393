// The public pool (公海): what nobody holds, claimed with one click; how many one may still claim and hold; who moved what.

import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useLabels } from '../../api/labels';
import { useParties } from '../../api/parties';
import { useClaim, usePoolLog, usePoolStanding } from '../../api/pool';
import type { PartyRow, PoolStanding } from '../../api/types';
import { useCan } from '../../app/me';
import { useDebounced } from '../../components/debounce';
import { GoldenMark, GradeMark, IntentMark } from '../../components/marks';
import { Empty, Loaded, Page } from '../../components/page';
import { useClaiming } from '../../components/claiming';
import { useFormats, useTexts } from '../../i18n';
import './pool.css';

function Standing({ standing }: { standing: PoolStanding }) {
  const t = useTexts();
  const format = useFormats();
  const of = (now: number, most: number) => t.pool.of(format.number(now), format.number(most));
  return (
    <dl className="pool-standing">
      <div><dt>{t.pool.claimedToday}</dt><dd>{of(standing.claimed_today, standing.claims_per_day)}</dd></div>
      <div><dt>{t.pool.people}</dt><dd>{of(standing.people.held, standing.people.most)}</dd></div>
      <div><dt>{t.pool.organisations}</dt><dd>{of(standing.organisations.held, standing.organisations.most)}</dd></div>
      <div>
        <dt>{t.pool.returning(format.number(standing.notice_days))}</dt>
        <dd><Link to={`/prospects?owner=me&returns_within=${standing.notice_days}`}>{format.number(standing.returning)}</Link></dd>
      </div>
    </dl>
  );
}

function Line({ row }: { row: PartyRow }) {
  const t = useTexts();
  const format = useFormats();
  const can = useCan();
  const { word } = useLabels();
  const claim = useClaim(useClaiming(row.name));
  return (
    <tr>
      <td><GradeMark grade={row.grade} /></td>
      <td>
        <Link to={`/prospects/${row.id}`}>{row.name}</Link> {row.golden ? <GoldenMark /> : null}
        <div className="quiet one-line">{[row.position, row.employer].filter(Boolean).join(' · ')}</div>
      </td>
      <td className="wide-only"><IntentMark level={row.intent} /></td>
      <td className="wide-only">{row.city}</td>
      <td className="wide-only">{word(row.market, 'market')}</td>
      <td className="wide-only quiet">{row.last_two_way_at ? format.relative(row.last_two_way_at) : t.record.neverReached}</td>
      <td>{can('work') ? <Button size="small" loading={claim.isPending} onClick={() => claim.mutate(row.id)}>{t.pool.claim}</Button> : null}</td>
    </tr>
  );
}

function Log() {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const log = usePoolLog();
  return (
    <Loaded query={log}>
      {({ pages }) => (
        <>
          <ul className="pool-log">
            {pages.flatMap((page) => page.items).map((entry) => (
              <li key={entry.id}>
                <span className="quiet">{format.moment(entry.at)}</span>
                <b>{word(entry.kind, 'pool_move')}</b>
                <Link to={`/prospects/${entry.party.id}`}>{entry.party.name}</Link>
                <span>{entry.from?.name ?? t.pool.title} → {entry.to?.name ?? t.pool.title}</span>
                <span className="quiet">{entry.by?.name ?? t.pool.byRule}</span>
              </li>
            ))}
          </ul>
          {log.hasNextPage ? <Button loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>{t.common.loadMore}</Button> : null}
        </>
      )}
    </Loaded>
  );
}

export default function Pool() {
  const t = useTexts();
  const format = useFormats();
  const standing = usePoolStanding();
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim(), 200);
  const [log, setLog] = useState(false);
  const query = useParties({ owner: 'none', disposition: 'any', ...(q ? { q } : {}) });
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const total = query.data?.pages[0]?.total;
  return (
    <Page
      wide
      title={t.pool.title}
      beside={<span className="quiet" role="status">{total ? t.common.total(format.number(total.count), total.exact) : null}</span>}
      actions={<Link to="/prospects">{t.shell.prospects}</Link>}
    >
      {standing.data ? <Standing standing={standing.data} /> : null}
      <div className="filters">
        <input className="input filter-search" type="search" aria-label={t.prospects.searchHere} placeholder={t.prospects.searchHere} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </div>
      <Loaded query={query} lines={10}>
        {() => rows.length === 0 ? <Empty title={t.pool.emptyTitle} hint={t.pool.emptyHint} /> : (
          <div className="panel table-scroll">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t.record.grade}</th>
                  <th scope="col">{t.common.name}</th>
                  <th scope="col" className="wide-only">{t.record.intent}</th>
                  <th scope="col" className="wide-only">{t.prospects.column['city']}</th>
                  <th scope="col" className="wide-only">{t.prospects.column['market']}</th>
                  <th scope="col" className="wide-only">{t.pool.lastTalk}</th>
                  <th scope="col"><span className="hidden-visually">{t.pool.claim}</span></th>
                </tr>
              </thead>
              <tbody>{rows.map((row) => <Line key={row.id} row={row} />)}</tbody>
            </table>
          </div>
        )}
      </Loaded>
      {query.hasNextPage ? <div><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t.common.loadMore}</Button></div> : null}
      <details className="panel pool-history" onToggle={(event) => setLog(event.currentTarget.open)}>
        <summary>{t.pool.log}</summary>
        {log ? <Log /> : null}
      </details>
    </Page>
  );
}
