// The report of an import: what became of every row, and the rows that need a look.

import { Button, Tabs } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { address } from '../../../api/client';
import { useLabels } from '../../../api/labels';
import { useImportRows, useImportStep } from '../../../api/imports';
import type { ImportRun, RowReason } from '../../../api/types';
import { Loaded } from '../../../components/page';
import { ProblemNote } from '../../../components/problems';
import { useFormats, useTexts } from '../../../i18n';
import { Counts } from './Counts';

type RowState = 'rejected' | 'duplicate' | 'created' | 'updated';
const LOOKED_AT: RowState[] = ['rejected', 'duplicate', 'updated', 'created'];

function useReasonText(): (reason: RowReason) => string {
  const format = useFormats();
  const { word } = useLabels();
  return ({ code, params = {} }) => {
    const { score, fields, ...others } = params;
    const alike = fields ? fields.split(',').map((field) => word(field, 'likeness_field')) : [];
    if (score) alike.push(format.percent(Number(score), 0));
    const said = [...alike, ...Object.values(others)].filter(Boolean).join(', ');
    return said ? `${word(code, 'import_reason')} (${said})` : word(code, 'import_reason');
  };
}

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
                      <td>{row.reasons.map(reasonText).join(' · ')}</td>
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
  const [state, setState] = useState<RowState>(() => LOOKED_AT.find((one) => run.counts[one] > 0) ?? 'rejected');
  const resumable = run.state === 'interrupted' || run.state === 'failed' || run.state === 'cancelled';
  return (
    <>
      <section className="panel panel-body stack">
        <div className="spread">
          <h2>{t.importing.reportTitle}: {t.importing.states[run.state] ?? run.state}</h2>
          <span className="quiet">{run.seconds == null ? null : t.importing.took(format.seconds(run.seconds))}</span>
        </div>
        {run.state === 'interrupted' ? <p>{t.importing.interruptedHint}</p> : null}
        {run.state === 'failed' ? <p>{t.importing.failedHint} {run.error ? word(run.error.code, 'file_problem') : null}</p> : null}
        <Counts counts={run.counts} proof={run.state === 'finished'} />
        <ProblemNote error={resume.error} />
        <div className="row">
          {resumable ? <Button type="primary" loading={resume.isPending} onClick={() => resume.mutate('resume')}>{t.importing.resume}</Button> : null}
          <Button type={resumable ? 'default' : 'primary'} onClick={() => void navigate(`/prospects?list=${run.list.id}`)}>{t.importing.seeProspects}</Button>
          {run.counts.review > 0 ? <Button onClick={() => void navigate('/lists/duplicates')}>{t.lists.duplicatesCount(format.number(run.counts.review))}</Button> : null}
          <Button onClick={() => void navigate('/today')}>{t.importing.seeToday}</Button>
          <Button onClick={() => void navigate('/lists/imports/new')}>{t.importing.another}</Button>
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
          items={LOOKED_AT.map((one) => ({
            key: one,
            label: `${t.importing.counts[one]} ${format.number(run.counts[one])}`,
            children: <Rows run={run} state={one} />,
          }))}
        />
      </section>
    </>
  );
}
