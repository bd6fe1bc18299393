// The table of prospects: filter and order by the server, kept in the address.

import { Button, Dropdown } from 'antd';
import { useCallback, useMemo, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { address } from '../../api/client';
import { asQuery, useParties } from '../../api/parties';
import { useCan } from '../../app/me';
import { usePreferences } from '../../app/preferences';
import { useKeys } from '../../components/keyboard';
import { Empty, Loaded, Page } from '../../components/page';
import { useFormats, useTexts } from '../../i18n';
import { BulkBar } from './BulkBar';
import { ColumnChoice } from './ColumnChoice';
import { columnsOf } from './columns';
import { FilterBar } from './FilterBar';
import { NewProspect } from './NewProspect';
import { PartyTable, type TableHandle } from './PartyTable';
import { useFilters } from './useFilters';
import { Views } from './Views';
import './prospects.css';

export default function Prospects() {
  const t = useTexts();
  const can = useCan();
  const format = useFormats();
  const navigate = useNavigate();
  const { filters, view, creating, set, replaceAll } = useFilters();
  const query = useParties(filters);
  const columns = columnsOf(usePreferences().columns);
  const [current, setCurrent] = useState(-1);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [everything, setEverything] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const table = useRef<TableHandle>(null);

  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const total = query.data?.pages[0]?.total ?? null;
  const filtered = Object.keys(filters).some((name) => name !== 'sort');
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  const onMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);

  const clearSelection = () => {
    setSelected(new Set());
    setEverything(false);
  };
  const toggle = (id: string) => {
    setEverything(false);
    setSelected((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  };
  const move = (by: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, current + by));
    setCurrent(next);
    table.current?.scrollTo(next);
  };
  const here = rows[current];
  useKeys({
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    Enter: () => here && void navigate(`/prospects/${here.id}`),
    x: () => here && can('assign') && toggle(here.id),
    n: () => can('create_parties') && set({ new: '1' }),
    '/': () => search.current?.focus(),
    Escape: clearSelection,
  });

  const exportAs = (kind: 'csv' | 'xlsx') => ({
    key: kind,
    label: <a href={address('/parties/export', { ...filters, format: kind, columns: columns.map((column) => column.key).join(',') })} download>{kind.toUpperCase()}</a>,
  });

  return (
    <Page
      wide
      title={t.prospects.title}
      beside={<Views filters={filters} view={view} apply={replaceAll} />}
      actions={
        <>
          <span className="quiet" role="status">{total ? t.common.total(format.number(total.count), total.exact) : null}</span>
          <Link to="/prospects/segments">{t.segments.title}</Link>
          <Link to="/prospects/pool">{t.pool.title}</Link>
          <Link to="/prospects/classes">{t.judged.open}</Link>
          <Button className="wide-only" onClick={() => setChoosing(true)}>{t.prospects.columns}</Button>
          {can('export') ? (
            <Dropdown trigger={['click']} menu={{ items: [exportAs('csv'), exportAs('xlsx')] }}>
              <Button className="wide-only" title={t.prospects.exportHint}>{t.prospects.exportAs}</Button>
            </Dropdown>
          ) : null}
          {can('create_parties') ? <Button type="primary" onClick={() => set({ new: '1' })}>{t.shell.newProspect}</Button> : null}
        </>
      }
    >
      <FilterBar filters={filters} set={set} clear={() => replaceAll(filters.sort ? { sort: filters.sort } : {}, null)} searchRef={search} />
      {selected.size > 0 || everything ? (
        <BulkBar
          count={selected.size}
          total={total}
          everything={everything}
          what={everything ? { filter: asQuery(filters) } : { ids: [...selected] }}
          onEverything={() => setEverything(true)}
          onDone={clearSelection}
        />
      ) : null}
      <Loaded query={query} lines={14}>
        {() =>
          rows.length > 0 ? (
            <PartyTable
              rows={rows}
              columns={columns}
              sort={filters.sort}
              onSort={(sort) => set({ sort })}
              current={current}
              selected={selected}
              everything={everything}
              onSelect={toggle}
              onSelectAll={() => (selected.size === rows.length || everything ? clearSelection() : setSelected(new Set(rows.map((row) => row.id))))}
              selectable={can('assign')}
              more={hasNextPage && !isFetchingNextPage}
              onMore={onMore}
              handle={table}
            />
          ) : filtered ? (
            <Empty title={t.prospects.noneMatch} hint={t.prospects.noneMatchHint}>
              <Button onClick={() => replaceAll({}, null)}>{t.prospects.clearFilters}</Button>
            </Empty>
          ) : (
            <Empty title={t.prospects.emptyTitle} hint={t.prospects.emptyHint}>
              {can('import') ? <Button type="primary" onClick={() => void navigate('/lists/imports/new')}>{t.shell.importList}</Button> : null}
              {can('create_parties') ? <Button onClick={() => set({ new: '1' })}>{t.shell.newProspect}</Button> : null}
            </Empty>
          )
        }
      </Loaded>
      {choosing ? <ColumnChoice close={() => setChoosing(false)} /> : null}
      {creating ? <NewProspect close={() => set({ new: null })} /> : null}
    </Page>
  );
}
