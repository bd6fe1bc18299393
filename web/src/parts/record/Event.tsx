// One event of the timeline, in words.

import type { ReactNode } from 'react';
import { patchTask, usePartyChange } from '../../api/parties';
import { useLabels, useOutcomes } from '../../api/labels';
import type { EventData, Party, TimelineEvent } from '../../api/types';
import { ReasonList } from '../../components/reasons';
import { useFormats, useLanguage, useTexts } from '../../i18n';

function Task({ id, task, party }: { id: string; task: EventData['task']; party: Party }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const change = usePartyChange(party.id, (state: 'open' | 'done') => patchTask(id, { state }));
  return (
    <div className="task-line">
      <span data-done={task.state === 'done' || undefined}>{task.title ?? word(task.kind, 'task')}</span>
      <span className="quiet">{[word(task.kind, 'task'), format.relative(task.due_at), task.state === 'open' ? null : word(task.state, 'task_state')].filter(Boolean).join(' · ')}</span>
      {party.can.log && task.state !== 'cancelled' ? (
        <button type="button" className="link" disabled={change.isPending} onClick={() => change.mutate(task.state === 'open' ? 'done' : 'open')}>
          {task.state === 'open' ? t.record.done : t.record.reopen}
        </button>
      ) : null}
    </div>
  );
}

function Activity({ activity }: { activity: EventData['activity'] }) {
  const t = useTexts();
  const { language } = useLanguage();
  const { word } = useLabels();
  const { data: outcomes = [] } = useOutcomes();
  const outcome = outcomes.find((one) => one.code === activity.outcome)?.[language] ?? word(activity.outcome, 'outcome');
  const gains = (['new_fact', 'larger_order', 'trial'] as const).filter((gain) => activity[gain]).map((gain) => t.log.gainNames[gain]);
  return (
    <>
      <span>
        <b>{word(activity.kind, 'channel')}</b> {activity.direction === 'in' ? <span className="quiet">{t.log.incoming} </span> : null}
        {outcome}
        {activity.objection ? ` · ${word(activity.objection, 'objection')}` : ''}
      </span>
      {activity.note ? <p className="event-note">{activity.note}</p> : null}
      {gains.length > 0 ? <small className="quiet">+ {gains.join(' · ')}</small> : null}
    </>
  );
}

export function Event({ event, party }: { event: TimelineEvent; party: Party }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const says = t.record.event;
  const words = (): ReactNode => {
    switch (event.type) {
      case 'activity': return <Activity activity={event.data} />;
      case 'task': return <Task id={event.id} task={event.data} party={party} />;
      case 'evidence': return (
        <>
          <span>{says.evidence(word(event.data.topic), event.data.answer ? t.common[event.data.answer] : '+')}</span>
          {event.data.note ? <p className="event-note">{event.data.note}</p> : null}
        </>
      );
      case 'assessment': return (
        <details>
          <summary>{says.assessment(says.assessments[event.data.kind] ?? event.data.kind)}</summary>
          <ReasonList reasons={event.data.reasons} />
        </details>
      );
      case 'assignment': return says.assignment(event.data.from?.name ?? t.common.nobody, event.data.to?.name ?? t.common.nobody);
      case 'import': return says.import(event.data.list?.name ?? '', event.data.file_name, format.number(event.data.row));
      case 'disposition': return (
        <>
          <span>{says.disposition(word(event.data.from, 'disposition'), word(event.data.to, 'disposition'))}</span>
          {event.data.reason ? <p className="event-note">{event.data.reason}</p> : null}
        </>
      );
      case 'fact': return says.fact(word(event.data.fact, 'card'), event.data.from ?? t.common.none, event.data.to ?? t.common.none);
      case 'created': return says.created;
      default: return null;
    }
  };
  return (
    <li className={`event event-${event.type}`}>
      <time dateTime={event.at} title={format.moment(event.at)} className="quiet">{format.relative(event.at)}</time>
      <div>{words()}</div>
      <span className="quiet event-by">{event.by?.name}</span>
    </li>
  );
}
