// Deals as a board, a table or a calendar; the address keeps which, and the filters.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { boardQuery } from '../../api/deals';
import { useCan } from '../../app/me';
import { Choices } from '../../components/Choices';
import { useKeys } from '../../components/keyboard';
import { Empty, Page } from '../../components/page';
import { useTexts } from '../../i18n';
import '../prospects/prospects.css';
import { Board } from './Board';
import { Calendar } from './Calendar';
import { FilterBar } from './FilterBar';
import { boardFilters, useDealFilters, VIEWS } from './filters';
import { NewDeal } from './NewDeal';
import { Table } from './Table';
import './deals.css';

const IMPORT = '/lists/imports/new?subject=deals';

export default function Deals() {
  const t = useTexts();
  const can = useCan();
  const { filters, view, month, creating, set, clear } = useDealFilters();
  const imports = can('import') && can('work');
  const whole = useQuery(boardQuery({}));
  const filtered = Object.keys(filters).some((name) => name !== 'sort');
  const none = whole.data?.columns.every((column) => column.deals === 0) ?? false;
  useKeys({ n: () => can('work') && set({ new: '1' }) });

  const nothing = filtered ? (
    <Empty title={t.deals.noneMatch}><Button onClick={clear}>{t.deals.clearFilters}</Button></Empty>
  ) : (
    <Empty title={t.deals.emptyTitle} hint={t.deals.emptyHint}>
      <div className="row">
        {can('work') ? <Button type="primary" onClick={() => set({ new: '1' })}>{t.deals.newDeal}</Button> : null}
        {imports ? <Link to={IMPORT}>{t.deals.importDeals}</Link> : null}
      </div>
    </Empty>
  );
  return (
    <Page
      wide
      title={t.deals.title}
      beside={<Choices label={t.deals.view} value={view} onChange={(next) => set({ view: next === 'board' ? null : next })} choices={VIEWS.map((value) => ({ value, text: t.deals.views[value] }))} />}
      actions={
        <>
          <Link to="/deals/queue">{t.deals.queue}</Link>
          {imports ? <Link to={IMPORT}>{t.deals.importDeals}</Link> : null}
          {can('work') ? <Button type="primary" onClick={() => set({ new: '1' })}>{t.deals.newDeal}</Button> : null}
        </>
      }
    >
      <FilterBar view={view} filters={filters} set={set} clear={clear} />
      {view === 'table' ? <Table filters={filters} onSort={(sort) => set({ sort })} empty={nothing} /> : null}
      {view === 'calendar' ? <Calendar filters={filters} month={month} onMonth={(next) => set({ month: next })} /> : null}
      {view === 'board' ? none && !filtered ? nothing : <Board filters={boardFilters(filters)} /> : null}
      {creating ? <NewDeal close={() => set({ new: null })} /> : null}
    </Page>
  );
}
