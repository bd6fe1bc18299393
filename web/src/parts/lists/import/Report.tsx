// The report of an import: what became of every row, and the rows that need a look.

import { Button, Tabs } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { address } from '../../../api/client';
import { useLabels } from '../../../api/labels';
import { type ImportSubject, useImportRows, useImportStep } from '../../../api/imports';
import type { ImportRun } from '../../../api/types';
import { Loaded } from '../../../components/page';
import { ProblemNote } from '../../../components/problems';
import { useFormats, useTexts } from '../../../i18n';
import { Counts } from './Counts';
import { useReasonText } from './reasonText';
import { Undo } from './Undo';

type RowState = 'kept' | 'rejected' | 'duplicate' | 'created' | 'updated';
const LOOKED_AT: RowState[] = ['rejected', 'duplicate', 'updated', 'created'];

function Rows({ run, state }: { run: ImportRun; state: RowState }) {
  const t = useTexts();
  const format = useFormats();
  const reasonText = useReasonText();
  const rows = useImportRows(run.id, state);
  return (
    <Loaded query={rows} lines={3}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        if (items.length === 0) return <p className="quiet">{t.importing.nothingHere}</p>;
        return (
          <div className="stack">
            <div className="table-scroll">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col" className="number">{t.importing.row}</th>
                    <th scope="col">{t.importing.why}</th>
                    <th scope="col">{t.importing.matchedWith}</th>
                    <th scope="col">{t.importing.content}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((row) => (
                    <tr key={row.row}>
                      <td className="number">{format.number(row.row)}</td>
                      <td>{[...row.kept, ...row.reasons].map(reasonText).join(' · ')}</td>
                      <td>{row.party ? <Link to={`/prospects/${row.party.id}`}>{row.party.name}</Link> : null}</td>
                      <td className="quiet report-cells">{row.cells?.filter(Boolean).join(' | ')}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            {rows.hasNextPage ? <div><Button loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>{t.common.loadMore}</Button></div> : null}
          </div>
        );
      }}
    </Loaded>
  );
}

export function Report({ run }: { run: ImportRun }) {
  const t = useTexts();
  const format = useFormats();
  const navigate = useNavigate();
  const { word } = useLabels();
  const resume = useImportStep(run.id);
  const kept = run.undo?.kept ?? 0;
  const count = (one: RowState) => (one === 'kept' ? kept : run.counts[one]);
  const looked = kept > 0 ? (['kept', ...LOOKED_AT] as const) : LOOKED_AT;
  const [state, setState] = useState<RowState>(() => looked.find((one) => count(one) > 0) ?? 'rejected');
  const resumable = run.state === 'interrupted' || run.state === 'failed' || run.state === 'cancelled';
  // where what came in is to be seen
  const seen = {
    names: { to: `/prospects?list=${run.list.id}`, text: t.importing.seeProspects },
    orders: { to: '/insight/conversions', text: t.orders.seeOrders },
    deals: { to: '/deals', text: t.importing.seeDeals },
  }[run.subject as ImportSubject];
  return (
    <>
      <section className="panel panel-body stack">
        <div className="spread">
          <h2>{t.importing.reportTitle}: {t.importing.states[run.state] ?? run.state}</h2>
          <span className="quiet">{run.seconds == null ? null : t.importing.took(format.seconds(run.seconds))}</span>
        </div>
        {run.state === 'interrupted' ? <p>{t.importing.interruptedHint}</p> : null}
        {run.state === 'failed' ? <p>{t.importing.failedHint} {run.error ? word(run.error.code, 'file_problem') : null}</p> : null}
        {run.state === 'undo_failed' ? <p>{t.importing.undo.failed}</p> : null}
        {run.undo && run.state === 'undone' ? (
          <p role="status">
            <b>{t.importing.undo.done(format.number(run.undo.undone), format.number(run.undo.kept))}</b>{' '}
            <span className="quiet">{t.importing.undo.by(run.undo.by?.name ?? '–', format.moment(run.undo.finished_at ?? run.undo.asked_at))}</span>
          </p>
        ) : null}
        <Counts counts={run.counts} proof={run.state === 'finished' || run.state === 'undone'} />
        <ProblemNote error={resume.error} />
        <div className="row">
          {resumable ? <Button type="primary" loading={resume.isPending} onClick={() => resume.mutate('resume')}>{t.importing.resume}</Button> : null}
          <Button type={resumable ? 'default' : 'primary'} onClick={() => void navigate(seen.to)}>{seen.text}</Button>
          {run.counts.review > 0 ? <Button onClick={() => void navigate('/lists/duplicates')}>{t.lists.duplicatesCount(format.number(run.counts.review))}</Button> : null}
          <Button onClick={() => void navigate('/today')}>{t.importing.seeToday}</Button>
          <Button onClick={() => void navigate('/lists/imports/new')}>{t.importing.another}</Button>
          <Undo run={run} />
        </div>
      </section>
      <section className="panel panel-body">
        <p className="row">
          <span className="quiet">{t.importing.reasonsFile}</span>
          {(['csv', 'xlsx'] as const).map((kind) => (
            <a key={kind} href={address(`/imports/${run.id}/reasons`, { format: kind })} download>{kind.toUpperCase()}</a>
          ))}
        </p>
        <Tabs
          activeKey={state}
          onChange={(key) => setState(key as RowState)}
          items={looked.map((one) => ({
            key: one,
            label: `${one === 'kept' ? t.importing.undo.kept : t.importing.counts[one]} ${format.number(count(one))}`,
            children: <Rows run={run} state={one} />,
          }))}
        />
      </section>
    </>
  );
}
