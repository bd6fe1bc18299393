// Logging a contact in seconds: a digit for the outcome, a line of what was said, Enter. The same panel on Today and
// on the record.

import { Button } from 'antd';
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useLabels, useOutcomes } from '../../api/labels';
import type { ActivityKind, NewActivity, Outcome, PlannedKind } from '../../api/types';
import { useLanguage, useTexts } from '../../i18n';
import { Choices } from '../Choices';
import { ReasonChoice } from '../RecordLoss';
import { digitOf } from '../digits';
import { isComposing, isTyping } from '../keyboard';
import { type Draft, draftOf, freshDraft, type Gain, keepDraft } from './drafts';
import { EvidenceChips } from './EvidenceChips';
import { fieldValue, quickDate } from './nextDates';
import { NextStep } from './NextStep';
import './log.css';

export interface LogPanelProps {
  party: string;
  name: string;
  /** only who buys can be lost */
  customer?: boolean;
  kind?: ActivityKind;
  taskId?: string | null;
  saveLabel: string;
  saving?: boolean;
  onSave: (activity: NewActivity, outcome: Outcome | null) => void;
  onClose?: () => void;
  focus?: boolean;
}

const KINDS: ActivityKind[] = ['call', 'visit', 'wechat', 'sms', 'email', 'letter', 'event', 'note'];
const GAINS: Gain[] = ['new_fact', 'larger_order', 'trial', 'won', 'trouble'];

/** Outcomes that only mean something together with an agreed time. */
export function needsTime(outcome: Outcome | null): boolean {
  return outcome?.leads_to === 'meeting' || outcome?.leads_to === 'call_back';
}

/** Outcomes that end the pursuit are not accepted without the reason. */
function needsReason(outcome: Outcome | null): boolean {
  return outcome?.leads_to === 'stopped';
}

function taskKindOf(outcome: Outcome | null): PlannedKind {
  return outcome?.leads_to === 'meeting' ? 'meeting' : 'follow_up';
}

export function LogPanel({ party, name, customer = false, kind: firstKind = 'call', taskId, saveLabel, saving, onSave, onClose, focus = true }: LogPanelProps) {
  const t = useTexts();
  const id = useId();
  const { language } = useLanguage();
  const { word, all } = useLabels();
  const { data: outcomes = [] } = useOutcomes();
  const [draft, setDraft] = useState<Draft>(() => draftOf(party) ?? freshDraft(firstKind));
  const [complaint, setComplaint] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const firstOutcome = useRef<HTMLButtonElement>(null);
  const noteField = useRef<HTMLTextAreaElement>(null);

  const { kind, outcome, note, next } = draft;
  // two changes may come before the next drawing: each builds on the one before it
  const latest = useRef(draft);
  const change = (part: Partial<Draft>) => {
    latest.current = { ...latest.current, ...part };
    setDraft(latest.current);
    keepDraft(party, latest.current);
  };

  const ready = outcomes.length > 0;
  useEffect(() => {
    if (focus && ready) firstOutcome.current?.focus({ preventScroll: true });
  }, [focus, ready]);

  const choose = (code: string) => {
    const chosen = outcomes.find((one) => one.code === code) ?? null;
    setComplaint(null);
    let step = next;
    // where an agreed time is needed, tomorrow morning is offered; it can be changed
    if (needsTime(chosen) && next.choice === 'by_rule') {
      step = { ...next, choice: 'tomorrow', at: fieldValue(quickDate('tomorrow', new Date())) };
    } else if (!needsTime(chosen) && needsTime(outcome) && next.choice === 'tomorrow') {
      step = { ...next, choice: 'by_rule', at: '' };
    }
    change({ outcome: chosen, next: step });
  };

  const save = () => {
    if (saving) return;
    if (!outcome && kind !== 'note') {
      setComplaint(t.log.outcomeMissing);
      firstOutcome.current?.focus();
      return;
    }
    const at = next.at ? new Date(next.at) : null;
    if (needsTime(outcome) && !at) {
      setComplaint(t.log.needsDate);
      return;
    }
    if (needsReason(outcome) && !note.trim()) {
      setComplaint(t.log.needsReason);
      noteField.current?.focus();
      return;
    }
    const activity: NewActivity = { kind, direction: draft.direction };
    if (outcome) activity.outcome = outcome.code;
    if (note.trim()) activity.note = note.trim();
    if (draft.evidence.length > 0) activity.intent_evidence = draft.evidence;
    if (draft.objection && outcome?.leads_to === 'decision') activity.objection = draft.objection;
    if (at) activity.next = { at: at.toISOString(), kind: taskKindOf(outcome), ...(next.title.trim() ? { title: next.title.trim() } : {}) };
    for (const gain of draft.gains) activity[gain] = true;
    if (draft.lost) activity.lost = { reason: draft.lost };
    if (taskId) activity.task_id = taskId;
    onSave(activity, outcome);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'Escape' && onClose) {
      event.stopPropagation();
      onClose();
      return;
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
      return;
    }
    const inField = isTyping(event.target);
    if (event.key === 'Enter' && !event.shiftKey) {
      const onNote = event.target === noteField.current;
      const onChosen = (event.target as HTMLElement).closest('[data-outcomes]') !== null && outcome !== null;
      if (onNote || onChosen) {
        event.preventDefault();
        save();
      }
      return;
    }
    if (/^[0-9]$/.test(event.key) && !event.ctrlKey && !event.metaKey && (event.altKey || !inField)) {
      const chosen = outcomes.find((one) => one.digit != null && digitOf(one.digit) === event.key);
      if (!chosen) return;
      event.preventDefault();
      choose(chosen.code);
      noteField.current?.focus();
    }
  };

  // an agreed time belongs right under what was agreed; otherwise the next step comes last
  const nextStep = <NextStep value={next} onChange={(step) => change({ next: step })} />;

  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- shortcuts for the fields inside
    <form
      ref={form}
      className="log"
      aria-label={t.log.title(name)}
      onKeyDown={onKeyDown}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        save();
      }}
    >
      <div className="log-fields">
        <div className="log-how">
          <select className="input" aria-label={t.log.kind} value={kind} onChange={(event) => change({ kind: event.target.value as ActivityKind })}>
            {KINDS.map((one) => (
              <option key={one} value={one}>{word(one, 'channel')}</option>
            ))}
          </select>
          <select className="input" aria-label={t.log.direction} value={draft.direction} onChange={(event) => change({ direction: event.target.value === 'in' ? 'in' : 'out' })}>
            <option value="out">{t.log.outgoing}</option>
            <option value="in">{t.log.incoming}</option>
          </select>
        </div>
        <div data-outcomes>
          <Choices
            label={t.log.outcome}
            className="log-outcomes"
            firstRef={firstOutcome}
            choices={outcomes.map((one) => ({ value: one.code, text: one[language], ...(one.digit == null ? {} : { digit: one.digit }) }))}
            value={outcome?.code ?? null}
            onChange={choose}
          />
        </div>
        {complaint ? <p className="field-problem" role="alert">{complaint}</p> : null}
        <div className="field">
          <label htmlFor={`${id}-note`}>{t.log.note}</label>
          <textarea id={`${id}-note`} ref={noteField} className="input" rows={2} placeholder={t.log.noteHint} value={note} onChange={(event) => change({ note: event.target.value })} />
        </div>
        {outcome?.leads_to === 'decision' ? (
          <div className="field">
            <label htmlFor={`${id}-objection`}>{t.log.objection}</label>
            <select id={`${id}-objection`} className="input" value={draft.objection} onChange={(event) => change({ objection: event.target.value })}>
              <option value="">{t.common.none}</option>
              {all('objection').map((one) => (
                <option key={one.code} value={one.code}>{one.text}</option>
              ))}
            </select>
          </div>
        ) : null}
        {needsTime(outcome) ? nextStep : null}
        <EvidenceChips chosen={draft.evidence} onChange={(evidence) => change({ evidence })} />
        {needsTime(outcome) ? null : nextStep}
        <div className="field">
          <span>{t.log.gains}</span>
          <div className="chips">
            {GAINS.map((gain) => (
              <button
                key={gain}
                type="button"
                className="chip"
                aria-pressed={draft.gains.includes(gain)}
                onClick={() => change({ gains: draft.gains.includes(gain) ? draft.gains.filter((one) => one !== gain) : [...draft.gains, gain] })}
              >
                {t.log.gainNames[gain]}
              </button>
            ))}
            {customer ? (
              <button type="button" className="chip" aria-pressed={draft.lost !== null} onClick={() => change({ lost: draft.lost ? null : 'unknown' })}>
                {t.supply.lostInTalk}
              </button>
            ) : null}
          </div>
        </div>
        {draft.lost ? <ReasonChoice label={t.supply.lossReason} value={draft.lost} onChange={(lost) => change({ lost })} /> : null}
      </div>
      <div className="log-foot">
        <Button type="primary" htmlType="submit" loading={saving ?? false}>{saveLabel}</Button>
        {onClose ? <Button onClick={onClose}>{t.common.cancel}</Button> : null}
        <kbd className="wide-only">{t.log.saveKey}</kbd>
      </div>
    </form>
  );
}
