// What happened, newest first, with the place to write down what happens now on top.

import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { logActivity, undoActivity, useTimeline } from '../../api/activities';
import { refreshParty, usePartyChange } from '../../api/parties';
import { asProblem } from '../../api/problem';
import type { EventType, NewActivity, Outcome, Party, TimelineEvent } from '../../api/types';
import { Choices } from '../../components/Choices';
import { forgetDraft } from '../../components/log/drafts';
import { LogPanel } from '../../components/log/LogPanel';
import { Empty, Loaded } from '../../components/page';
import { ProblemNote } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useLanguage, useTexts } from '../../i18n';
import { Event } from './Event';
import { FactHistory } from './FactHistory';
import { NewTask } from './NewTask';

type Filter = 'all' | 'activity' | 'task' | 'judgement' | 'change' | 'facts';
const TYPES: Record<Filter, EventType[] | null> = {
  all: null,
  activity: ['activity'],
  task: ['task'],
  judgement: ['assessment', 'evidence'],
  change: ['change'],
  facts: [],
};

export function Composer({ party }: { party: Party }) {
  const t = useTexts();
  const client = useQueryClient();
  const { language } = useLanguage();
  const [open, setOpen] = useState<'log' | 'task' | null>(null);
  const log = usePartyChange(party.id, (activity: NewActivity) => logActivity(party.id, activity));

  const save = (activity: NewActivity, outcome: Outcome | null) =>
    log.mutate(activity, {
      onSuccess: ({ activity_id }) => {
        forgetDraft(party.id);
        setOpen(null);
        showToast({
          text: t.today.logged(party.name, outcome ? outcome[language] : t.log.note),
          undo: () =>
            void undoActivity(party.id, activity_id).then(
              () => refreshParty(client, party.id),
              (error: unknown) => showToast({ problem: asProblem(error) }),
            ),
        });
      },
    });

  if (open === 'log') {
    return (
      <div className="composer">
        <LogPanel party={party.id} name={party.name} customer={party.status === 'customer'} saveLabel={t.log.saveOnly} saving={log.isPending} onSave={save} onClose={() => setOpen(null)} />
        <ProblemNote error={log.error} />
      </div>
    );
  }
  if (open === 'task') return <NewTask party={party} close={() => setOpen(null)} />;
  return (
    <div className="row composer">
      <Button type="primary" onClick={() => setOpen('log')}>{t.record.log}</Button>
      <Button onClick={() => setOpen('task')}>{t.record.addTask}</Button>
    </div>
  );
}

/** What happened, newest first, as far as it was loaded. */
function Happened({ party, timeline, events }: { party: Party; timeline: ReturnType<typeof useTimeline>; events: TimelineEvent[] }) {
  const t = useTexts();
  return (
    <>
      <Loaded query={timeline} lines={8}>
        {() =>
          events.length === 0 && !timeline.hasNextPage ? (
            <Empty title={t.record.noEvents} hint={t.record.noEventsHint} />
          ) : (
            <ol className="events">{events.map((event) => <Event key={event.id} event={event} party={party} />)}</ol>
          )
        }
      </Loaded>
      {timeline.hasNextPage ? (
        <div><Button loading={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>{t.common.loadMore}</Button></div>
      ) : null}
    </>
  );
}

export function TimelineColumn({ party }: { party: Party }) {
  const t = useTexts();
  const timeline = useTimeline(party.id);
  const [filter, setFilter] = useState<Filter>('all');
  const events = useMemo(() => {
    const wanted = TYPES[filter];
    const all = timeline.data?.pages.flatMap((page) => page.items) ?? [];
    return wanted ? all.filter((event) => wanted.includes(event.type)) : all;
  }, [timeline.data, filter]);

  return (
    <section className="panel record-timeline" aria-label={t.record.timeline}>
      <header className="spread">
        <h2>{t.record.timeline}</h2>
        <Choices
          label={t.record.timeline}
          className="timeline-filter"
          value={filter}
          onChange={setFilter}
          choices={(Object.keys(TYPES) as Filter[]).map((value) => ({ value, text: t.record.filters[value] }))}
        />
      </header>
      <div className="panel-body stack">
        {party.can.log ? <Composer party={party} /> : null}
        {filter === 'facts' ? <FactHistory party={party} /> : <Happened party={party} timeline={timeline} events={events} />}
      </div>
    </section>
  );
}
