// One event of the timeline, in words.

import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { moveTask } from '../../api/activities';
import { useLabels, useOutcomes, type Wording } from '../../api/labels';
import { usePartyChange } from '../../api/parties';
import type { EventData, Party, TimelineEvent } from '../../api/types';
import { ReasonList } from '../../components/reasons';
import { useTaskTitle } from '../../components/taskTitle';
import { useFormats, useLanguage, useTexts } from '../../i18n';
import type { Dictionary } from '../../i18n/zh';
import { MergeEvent } from './Merges';

function Task({ id, task, party }: { id: string; task: EventData<'task'>; party: Party }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const titleOf = useTaskTitle();
  const change = usePartyChange(party.id, (state: 'open' | 'done') => moveTask(id, task.version, state));
  return (
    <div className="task-line">
      <span data-done={task.state === 'done' || undefined}>{titleOf(task)}</span>
      <span className="quiet">{[word(task.kind, 'task'), format.relative(task.due_at), task.state === 'open' ? null : word(task.state, 'task_state')].filter(Boolean).join(' · ')}</span>
      {party.can.log && task.state !== 'cancelled' ? (
        <button type="button" className="link" disabled={change.isPending} onClick={() => change.mutate(task.state === 'open' ? 'done' : 'open')}>
          {task.state === 'open' ? t.record.done : t.record.reopen}
        </button>
      ) : null}
    </div>
  );
}

function Activity({ activity }: { activity: EventData<'activity'> }) {
  const t = useTexts();
  const { language } = useLanguage();
  const { word } = useLabels();
  const { data: outcomes = [] } = useOutcomes();
  const outcome = outcomes.find((one) => one.code === activity.outcome)?.[language] ?? word(activity.outcome, 'outcome');
  const gains = [
    ...(['new_fact', 'larger_order', 'trial', 'trouble'] as const).filter((gain) => activity[gain]),
    ...(activity.bought ? (['won'] as const) : []),
  ].map((gain) => t.log.gainNames[gain]);
  return (
    <>
      <span>
        <b>{word(activity.kind, 'channel')}</b> {activity.direction === 'in' ? <span className="quiet">{t.log.incoming} </span> : null}
        {outcome}
        {activity.objection ? ` · ${word(activity.objection, 'objection')}` : ''}
      </span>
      {activity.note ? <p className="event-note">{activity.note}</p> : null}
      {activity.permission && activity.permission !== 'allowed' ? <small className="event-against">{t.policy.against(word(activity.permission, 'contact_policy'))}</small> : null}
      {gains.length > 0 ? <small className="quiet">+ {gains.join(' · ')}</small> : null}
    </>
  );
}

/** The sets that the values of a changed field are words of. */
const WORDED: Record<string, string> = { market: 'market', relation_group: 'relation_group', disposition: 'disposition', nearness: 'nearness', status: 'status' };

function Change({ change, party }: { change: EventData<'change'>; party: Party }) {
  const t = useTexts();
  const { word } = useLabels();
  const says = t.record.event;
  if (change.kind === 'created') return says.created;
  if (change.kind === 'merge') return <MergeEvent party={party} merge={change.after ?? ''} name={change.before ?? ''} />;
  if (change.kind === 'unmerge') return <>{t.doubles.event.unmerge(change.before ?? '')} <Link to={`/prospects/${change.after ?? ''}`}>{t.doubles.open}</Link></>;
  if (change.kind === 'assignment') return says.assignment(change.before ?? t.common.nobody, change.after ?? t.common.nobody);
  const set = WORDED[change.field];
  const shown = (value: string | null | undefined) => (value ? (set ? word(value, set) : value) : t.common.none);
  const reason = change.kind === 'status' ? word(change.reason) : change.reason ? (t.record.because[change.reason] ?? change.reason) : null;
  const name = change.kind === 'disposition' || change.kind === 'status' ? t.prospects.column[change.kind] ?? '' : word(change.field, 'card');
  return (
    <>
      <span>{says.fact(name, shown(change.before), shown(change.after))}</span>
      {reason ? <p className="event-note">{reason}</p> : null}
    </>
  );
}

/** The answers to most topics are yes, no and unknown; these have words of their own. */
const ANSWERED_IN: Record<string, string> = { authority: 'authority', intent_level: 'intent_level', intent: 'intent', latent_source: 'latent_source' };

function topicWords(t: Dictionary, word: Wording['word'], topic: string): string {
  if (topic === 'authority') return t.record.authority;
  if (topic === 'expected_adjustment') return t.judged.adjustment;
  if (topic === 'our_cost_is_lower') return t.judged.costLower;
  if (topic === 'influence') return t.judged.influence;
  if (topic === 'latent_source') return t.judged.latentSource;
  return topic === 'intent' || topic === 'intent_level' ? t.record.intent : word(topic);
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
      case 'change': return <Change change={event.data} party={party} />;
      case 'evidence': return (
        <>
          <span>{says.evidence(topicWords(t, word, event.data.topic), word(event.data.answer, ANSWERED_IN[event.data.topic] ?? 'answer'))}</span>
          {event.data.note ? <p className="event-note">{event.data.note}</p> : null}
        </>
      );
      case 'assessment': return (
        <details>
          <summary>{says.assessment(says.assessments[event.data.kind] ?? event.data.kind)}</summary>
          <ReasonList reasons={event.data.reasons} />
        </details>
      );
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
