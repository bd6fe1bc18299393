// The lists with their five steps, and the imports that are not finished.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { importsQuery } from '../../api/imports';
import { listsQuery, useHeldRows } from '../../api/lists';
import { usePairCount } from '../../api/doubles';
import { useLabels } from '../../api/labels';
import type { ImportRun } from '../../api/types';
import { useCan } from '../../app/me';
import { useMethodName } from '../../components/labelledMethods';
import { StepBar } from '../../components/marks';
import { Empty, Loaded, Page } from '../../components/page';
import { useFormats, useTexts } from '../../i18n';
import { NewList } from './NewList';
import './lists.css';

export function ImportLine({ run }: { run: ImportRun }) {
  const t = useTexts();
  const format = useFormats();
  return (
    <li className="import-line">
      <Link to={`/lists/imports/${run.id}`}>{run.file_name}</Link>
      <span className="quiet">{run.list.name}</span>
      <b>{t.importing.states[run.state] ?? run.state}</b>
      <span className="quiet push">
        {run.counts.read > 0 ? `${t.importing.counts.read} ${format.number(run.counts.read)}` : format.bytes(run.bytes)}
      </span>
    </li>
  );
}

export default function Lists() {
  const t = useTexts();
  const can = useCan();
  const format = useFormats();
  const navigate = useNavigate();
  const { word } = useLabels();
  const methodName = useMethodName();
  const lists = useQuery(listsQuery);
  const { data: imports = [] } = useQuery(importsQuery);
  const { data: held } = useHeldRows(can('review_duplicates'));
  const { data: pairs = 0 } = usePairCount(can('review_duplicates'));
  const [creating, setCreating] = useState(false);
  const unfinished = imports.filter((run) => !['finished', 'cancelled', 'undone'].includes(run.state));
  const waiting = (held?.total?.count ?? held?.items.length ?? 0) + pairs;

  return (
    <Page
      title={t.lists.title}
      beside={waiting > 0 ? <Link to="/lists/duplicates">{t.lists.duplicatesCount(format.number(waiting))}</Link> : null}
      actions={
        <>
          <Button onClick={() => setCreating(true)}>{t.lists.newList}</Button>
          {can('import') ? <Button type="primary" onClick={() => void navigate('/lists/imports/new')}>{t.lists.import}</Button> : null}
        </>
      }
    >
      {unfinished.length > 0 ? <ul className="panel panel-body">{unfinished.map((run) => <ImportLine key={run.id} run={run} />)}</ul> : null}
      <Loaded query={lists}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t.lists.emptyTitle} hint={t.lists.emptyHint}>
              {can('import') ? <Button type="primary" onClick={() => void navigate('/lists/imports/new')}>{t.lists.emptyButton}</Button> : null}
            </Empty>
          ) : (
            <div className="panel table-scroll">
              <table className="table lists">
                <thead>
                  <tr>
                    <th scope="col">{t.lists.listName}</th>
                    <th scope="col" className="number">{t.lists.names}</th>
                    <th scope="col">{t.lists.progress}</th>
                    <th scope="col" className="wide-only">{t.lists.market}</th>
                    <th scope="col" className="wide-only">{t.lists.method}</th>
                    <th scope="col" className="wide-only">{t.lists.createdAt}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((list) => (
                    <tr key={list.id}>
                      <td><Link to={`/lists/${list.id}`}><b>{list.name}</b></Link></td>
                      <td className="number">{format.number(list.counts.total)}</td>
                      <td><StepBar counts={list.counts} label={t.lists.progressOf(list.name)} /></td>
                      <td className="wide-only">{word(list.market, 'market')}</td>
                      <td className="wide-only">{methodName(list.method)}</td>
                      <td className="wide-only quiet">{format.day(list.created_at)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
      {creating ? <NewList close={() => setCreating(false)} /> : null}
    </Page>
  );
}
