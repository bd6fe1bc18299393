// Rows of an import held since they may be somebody on file: both sides beside each other, and a decision that is kept.

import { Button } from 'antd';
import { Link } from 'react-router';
import { useLabels } from '../../../api/labels';
import { useDecideRow, useHeldRows } from '../../../api/lists';
import type { HeldRow } from '../../../api/types';
import { Empty, Loaded } from '../../../components/page';
import { showToast } from '../../../components/toasts';
import { useFormats, useTexts } from '../../../i18n';
import '../lists.css';

function Pair({ held }: { held: HeldRow }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const decide = useDecideRow();
  const { party, draft } = held;
  const column = t.prospects.column;
  const rows: { name: string; onFile: string | null | undefined; inFile: string | null | undefined }[] = [
    { name: t.common.name, onFile: party.name, inFile: draft.name },
    { name: column['phone'] ?? '', onFile: party.phone, inFile: draft.phones.join(' · ') },
    { name: word('email', 'contact'), onFile: null, inFile: draft.emails.join(' · ') },
    { name: column['employer'] ?? '', onFile: party.employer, inFile: draft.employer },
    { name: column['position'] ?? '', onFile: party.position, inFile: draft.position },
    { name: column['city'] ?? '', onFile: party.city, inFile: draft.city },
    { name: t.common.owner, onFile: party.owner?.name ?? t.common.nobody, inFile: null },
  ];
  const params = held.reasons[0]?.params ?? {};
  const settle = (decision: 'same' | 'different') =>
    decide.mutate({ id: held.import_id, row: held.row, decision }, { onSuccess: () => showToast({ text: t.lists.decided }) });
  return (
    <li className="panel">
      <header className="spread">
        <span>
          {params['score'] ? <b>{t.lists.alike(format.percent(Number(params['score']), 0))} </b> : null}
          <span className="quiet">{(params['fields'] ?? '').split(',').filter(Boolean).map((field) => word(field, 'likeness_field')).join(' · ')}</span>
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
              <th scope="col">{t.lists.onFile} <Link to={`/prospects/${party.id}`}>{party.name}</Link></th>
              <th scope="col">{t.lists.inFile(held.file_name, format.number(held.row))}</th>
            </tr>
          </thead>
          <tbody>
            {rows.filter((row) => row.onFile || row.inFile).map(({ name, onFile, inFile }) => {
              const differs = (onFile && inFile && onFile !== inFile) || undefined;
              return (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td data-differs={differs}>{onFile}</td>
                  <td data-differs={differs}>{inFile}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </li>
  );
}

export function HeldRows() {
  const t = useTexts();
  const query = useHeldRows(true);
  return (
    <>
      <p className="quiet">{t.lists.duplicatesHint}</p>
      <Loaded query={query}>
        {(page) =>
          page.items.length === 0 ? (
            <Empty title={t.lists.noDuplicates} hint={t.lists.noDuplicatesHint} />
          ) : (
            <ul className="stack">{page.items.map((held) => <Pair key={`${held.import_id}-${held.row}`} held={held} />)}</ul>
          )
        }
      </Loaded>
    </>
  );
}
