// The table of deals: sorted and filtered by the server, further pages on asking. On a phone each deal is a line to tap.

import { Button } from 'antd';
import { Link } from 'react-router';
import { useDeals } from '../../api/deals';
import { useLabels } from '../../api/labels';
import type { DealFilters, DealLine } from '../../api/types';
import { Loaded } from '../../components/page';
import { usePhone } from '../../components/phone';
import { ScrollPanel } from '../../components/ScrollPanel';
import { useFormats, useTexts } from '../../i18n';
import { AgeMark, Amount, CellMark, ClassMark, StepMark, useStageName } from './marks';

type Column = 'name' | 'party' | 'stage' | 'amount' | 'expected' | 'days' | 'next' | 'class' | 'owner' | 'updated';
const COLUMNS: { key: Column; sort?: string; number?: boolean }[] = [
  { key: 'name' }, { key: 'party' }, { key: 'stage' }, { key: 'amount', sort: 'amount', number: true }, { key: 'expected', sort: 'expected' },
  { key: 'days', sort: 'stage_since' }, { key: 'next' }, { key: 'class' }, { key: 'owner' }, { key: 'updated', sort: 'updated' },
];

function Row({ deal }: { deal: DealLine }) {
  const format = useFormats();
  const { word } = useLabels();
  const stageName = useStageName();
  return (
    <tr>
      <th scope="row"><Link to={`/deals/${deal.id}`}>{deal.name}</Link></th>
      <td><Link to={`/prospects/${deal.party.id}`}>{deal.party.name}</Link></td>
      <td>{deal.outcome ? <b>{word(deal.outcome, 'deal_end')}</b> : stageName(deal.stage)}</td>
      <td className="number"><Amount amount={deal.amount} currency={deal.currency} /></td>
      <td>{deal.expected_on ? format.day(deal.expected_on) : '–'}</td>
      <td>{deal.outcome ? format.day(deal.ended_at ?? deal.updated_at) : <AgeMark since={deal.stage_since} />}</td>
      <td className="deal-next"><StepMark deal={deal} /></td>
      <td><span className="deal-marks"><ClassMark deal={deal} /><CellMark deal={deal} /></span></td>
      <td>{deal.owner?.name ?? '–'}</td>
      <td className="quiet">{format.relative(deal.updated_at)}</td>
    </tr>
  );
}

export function PhoneLines({ deals }: { deals: DealLine[] }) {
  const format = useFormats();
  const { word } = useLabels();
  const stageName = useStageName();
  return (
    <ul className="panel deal-lines">
      {deals.map((deal) => (
        <li key={deal.id}>
          <Link to={`/deals/${deal.id}`}>
            <span className="spread"><b>{deal.name}</b><Amount amount={deal.amount} currency={deal.currency} /></span>
            <span className="spread quiet">
              <span>{[deal.party.name, deal.outcome ? word(deal.outcome, 'deal_end') : stageName(deal.stage), deal.expected_on ? format.day(deal.expected_on) : null].filter(Boolean).join(' · ')}</span>
              <span className="deal-marks"><ClassMark deal={deal} /><CellMark deal={deal} /></span>
            </span>
            <StepMark deal={deal} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

export function Table({ filters, onSort, empty }: { filters: DealFilters; onSort: (sort: string) => void; empty: React.ReactNode }) {
  const t = useTexts();
  const phone = usePhone();
  const query = useDeals(filters);
  const deals = query.data?.pages.flatMap((page) => page.items) ?? [];
  const sort = filters.sort ?? 'expected';
  return (
    <>
      <Loaded query={query} lines={12}>
        {() =>
          deals.length === 0 ? empty : phone ? (
            <PhoneLines deals={deals} />
          ) : (
            <ScrollPanel label={t.deals.title}>
              <table className="table deal-table">
                <thead>
                  <tr>
                    {COLUMNS.map(({ key, sort: by, number }) => {
                      const order = !by ? undefined : sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : 'none';
                      const name = key === 'class' ? `${t.deals.column.class} · ${t.deals.column.cell}` : t.deals.column[key];
                      return (
                        <th key={key} scope="col" className={number ? 'number' : undefined} aria-sort={order}>
                          {by ? (
                            <button type="button" className="deal-sort" title={t.deals.sortBy(name)} onClick={() => onSort(order === 'ascending' ? `-${by}` : by)}>
                              {name}
                              <span aria-hidden="true">{{ ascending: ' ↑', descending: ' ↓', none: '' }[order ?? 'none']}</span>
                            </button>
                          ) : name}
                        </th>
                      );
                    })}
                  </tr>
                </thead>
                <tbody>{deals.map((deal) => <Row key={deal.id} deal={deal} />)}</tbody>
              </table>
            </ScrollPanel>
          )
        }
      </Loaded>
      {query.hasNextPage ? <div><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t.common.loadMore}</Button></div> : null}
    </>
  );
}
