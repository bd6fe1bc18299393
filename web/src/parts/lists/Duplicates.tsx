// Pairs that may be the same: both sides beside each other, and a decision that is kept.

import { Button } from 'antd';
import { Link } from 'react-router';
import { useLabels } from '../../api/labels';
import { useDecideDuplicate, useDuplicates } from '../../api/lists';
import type { DuplicatePair, PartyRow } from '../../api/types';
import { Empty, Loaded, Page } from '../../components/page';
import { showToast } from '../../components/toasts';
import { useFormats, useTexts } from '../../i18n';
import './lists.css';

function Pair({ pair }: { pair: DuplicatePair }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const decide = useDecideDuplicate();
  const rows: [string, (row: PartyRow) => string | null | undefined][] = [
    [t.prospects.column['phone'] ?? '', (row) => row.phone],
    [t.prospects.column['employer'] ?? '', (row) => row.employer],
    [t.prospects.column['position'] ?? '', (row) => row.position],
    [t.prospects.column['city'] ?? '', (row) => row.city],
    [t.common.owner, (row) => row.owner?.name ?? t.common.nobody],
    [t.prospects.column['list'] ?? '', (row) => row.list?.name],
    [t.prospects.column['created_at'] ?? '', (row) => format.day(row.created_at)],
  ];
  const settle = (decision: 'same' | 'different') =>
    decide.mutate({ id: pair.id, decision }, { onSuccess: () => showToast({ text: t.lists.decided }) });
  return (
    <li className="panel">
      <header className="spread">
        <span>
          <b>{t.lists.alike(format.percent(pair.score, 0))}</b>{' '}
          <span className="quiet">
            {pair.reasons.map((reason) => `${word(reason.field, 'duplicate_field')} ${format.percent(reason.similarity, 0)}`).join(' · ')}
          </span>
        </span>
        <span className="row">
          <Button size="small" loading={decide.isPending} onClick={() => settle('same')}>{t.lists.same}</Button>
          <Button size="small" loading={decide.isPending} onClick={() => settle('different')}>{t.lists.different}</Button>
        </span>
      </header>
      <div className="table-scroll">
        <table className="table pair">
          <thead>
            <tr>
              <th scope="col"><span className="hidden-visually">{t.lists.field}</span></th>
              <th scope="col"><span className="hidden-visually">{t.lists.left}</span><Link to={`/prospects/${pair.left.id}`}>{pair.left.name}</Link></th>
              <th scope="col"><span className="hidden-visually">{t.lists.right}</span><Link to={`/prospects/${pair.right.id}`}>{pair.right.name}</Link></th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td data-differs={value(pair.left) !== value(pair.right) || undefined}>{value(pair.left)}</td>
                <td data-differs={value(pair.left) !== value(pair.right) || undefined}>{value(pair.right)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </li>
  );
}

export default function Duplicates() {
  const t = useTexts();
  const query = useDuplicates();
  return (
    <Page title={t.lists.duplicates}>
      <p className="quiet">{t.lists.duplicatesHint}</p>
      <Loaded query={query}>
        {(page) =>
          page.items.length === 0 ? (
            <Empty title={t.lists.noDuplicates} hint={t.lists.noDuplicatesHint} />
          ) : (
            <ul className="stack">{page.items.map((pair) => <Pair key={pair.id} pair={pair} />)}</ul>
          )
        }
      </Loaded>
    </Page>
  );
}
