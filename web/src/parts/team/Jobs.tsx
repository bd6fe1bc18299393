// What the machine does in the background: what runs and how far it is, what waits, what failed and why; another try, a stop.

import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCancelJob, useJobs, useRetryJob } from '../../api/jobs';
import { Problem } from '../../api/problem';
import type { Job } from '../../api/types';
import { Empty, Loaded, Page } from '../../components/page';
import { ProblemNote, useProblemText } from '../../components/problems';
import { useFormats, useTexts } from '../../i18n';
import { TeamTabs } from './TeamTabs';

const STATES = ['', 'running,waiting', 'failed', 'done'] as const;
type States = (typeof STATES)[number];

function Progress({ job }: { job: Job }) {
  const t = useTexts();
  const format = useFormats();
  if (!job.progress || job.progress.total <= 0) return null;
  const part = Math.min(1, job.progress.done / job.progress.total);
  return (
    <span className="job-progress">
      <progress max={1} value={part} aria-label={t.jobs.progress} /> {format.percent(part)}
    </span>
  );
}

function State({ job }: { job: Job }) {
  const t = useTexts();
  const format = useFormats();
  const problem = useProblemText();
  return (
    <>
      <b className={job.state === 'failed' ? 'job-failed' : undefined}>{t.jobs.state[job.state] ?? job.state}</b> <Progress job={job} />
      {job.next_at ? <div className="quiet">{t.jobs.nextAttempt(format.moment(job.next_at))}</div> : null}
      {job.failure ? (
        <div className="quiet">{problem(new Problem({ status: 0, code: job.failure.code, detail: job.failure.detail }))} <code>{job.failure.code}</code></div>
      ) : null}
    </>
  );
}

function Line({ job, onError }: { job: Job; onError: (error: unknown) => void }) {
  const t = useTexts();
  const format = useFormats();
  const retry = useRetryJob();
  const cancel = useCancelJob();
  const act = { onError, onSuccess: () => onError(null) };
  return (
    <tr>
      <td>
        <b>{t.jobs.kind[job.kind] ?? job.kind}</b>
        {job.subject ? <div><Link to={`/lists/imports/${job.subject.id}`}>{job.subject.name}</Link></div> : null}
      </td>
      <td><State job={job} /></td>
      <td className="number wide-only">{format.number(job.attempts)}</td>
      <td className="quiet wide-only">{format.moment(job.started_at ?? job.created_at)}</td>
      <td className="number">
        {job.can_retry ? <Button size="small" loading={retry.isPending} onClick={() => retry.mutate(job.id, act)}>{t.common.retry}</Button> : null}{' '}
        {job.can_cancel ? <Button size="small" loading={cancel.isPending} onClick={() => cancel.mutate(job.id, act)}>{t.jobs.stop}</Button> : null}
      </td>
    </tr>
  );
}

export default function Jobs() {
  const t = useTexts();
  const format = useFormats();
  const [states, setStates] = useState<States>('');
  const [refused, setRefused] = useState<unknown>(null);
  const jobs = useJobs(states);
  const counts = jobs.data?.pages[0]?.counts;
  return (
    <Page title={t.team.title}>
      <TeamTabs />
      <div className="filters">
        <label className="row">
          {t.jobs.shown}
          <select className="input" value={states} onChange={(event) => setStates(event.target.value as States)}>
            {STATES.map((one) => <option key={one} value={one}>{t.jobs.filter[one]}</option>)}
          </select>
        </label>
        <span className="quiet" role="status">
          {counts ? t.jobs.counts(format.number(counts.running), format.number(counts.waiting), format.number(counts.failed)) : null}
        </span>
      </div>
      <ProblemNote error={refused} />
      <Loaded query={jobs}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          return items.length === 0 ? <Empty title={t.jobs.emptyTitle} hint={t.jobs.emptyHint} /> : (
            <div className="panel table-scroll">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{t.jobs.job}</th>
                    <th scope="col">{t.jobs.stateHead}</th>
                    <th scope="col" className="number wide-only">{t.jobs.attempts}</th>
                    <th scope="col" className="wide-only">{t.jobs.since}</th>
                    <th scope="col"><span className="hidden-visually">{t.common.edit}</span></th>
                  </tr>
                </thead>
                <tbody>{items.map((job) => <Line key={job.id} job={job} onError={setRefused} />)}</tbody>
              </table>
            </div>
          );
        }}
      </Loaded>
      {jobs.hasNextPage ? <div><Button loading={jobs.isFetchingNextPage} onClick={() => void jobs.fetchNextPage()}>{t.common.loadMore}</Button></div> : null}
    </Page>
  );
}
