// What to do about a deal: the causes behind its cell, the plays that answer them, and the plays taken up, each a task.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { type Assessment, type Chase, type Deal, type DealAdvice, type Given, type OfferedPlay, type PlayTaken, useAssessOpening, useClosePlay, useConfirmPlay, useTakePlay } from '../../api/dealMethod';
import { useLabels } from '../../api/labels';
import { usersQuery } from '../../api/team';
import { useCan } from '../../app/me';
import { CellMark } from '../../components/dealMarks';
import { Field } from '../../components/Field';
import { ProblemNote } from '../../components/problems';
import { ReasonList } from '../../components/reasons';
import { useFormats, useTexts } from '../../i18n';
import { usePlaybook } from '../playbook/usePlaybook';
import { Answers } from './Answers';
import { lastOf, openingBody, openingDraft } from './sheets';

const UNKNOWN: Given = { answer: 'unknown' };

/** Why the deal stands where it does; saved together as one assessment. */
function Causes({ deal, advice, assessments }: { deal: Deal; advice: DealAdvice; assessments: Assessment[] }) {
  const t = useTexts();
  const { all, word } = useLabels();
  const playbook = usePlaybook();
  const save = useAssessOpening(deal.id);
  const last = lastOf(assessments, 'opening');
  const kept = openingDraft(last, deal.rivals.map((rival) => rival.id));
  const [typed, setTyped] = useState<Record<string, Given>>({});
  const [until, setUntil] = useState<string | null>(null);
  const cell = advice.plays?.value.cell ?? null;
  const codes = all('opening_cause').map(({ code }) => code).filter((code) => cell && code.startsWith(cell));
  const may = deal.may_work && !deal.ending;
  const given = (code: string) => typed[code] ?? kept.causes[code] ?? UNKNOWN;
  const dirty = Object.keys(typed).length > 0 || until !== null;
  const day = until ?? kept.lookUntil.slice(0, 10);
  const store = () =>
    save.mutate(
      openingBody({ ...kept, causes: { ...kept.causes, ...typed }, lookUntil: day ? new Date(`${day}T18:00:00`).toISOString() : '' }, deal.version),
      { onSuccess: () => { setTyped({}); setUntil(null); } },
    );
  return (
    <div role="group" aria-label={t.dealMethod.causes}>
      <h3>{t.dealMethod.causes}</h3>
      <p className="quiet">{t.dealMethod.causesHint}</p>
      {codes.map((code) => {
        const one = given(code);
        const text = playbook.cause(code);
        const probes = advice.ask.find((ask) => ask.cause === code)?.probes ?? [];
        return (
          <div key={code} className="cause">
            <span><b>{code.toUpperCase()}</b> {text}</span>
            <Answers question={text} answer={one.answer} disabled={!may} onAnswer={(answer) => setTyped({ ...typed, [code]: { ...one, answer, source: 'stated' } })} />
            {one.answer === 'unknown' && probes.length > 0 ? <ul className="plain-list quiet">{probes.map((probe) => <li key={probe}>{word(probe, 'cause_probe')}</li>)}</ul> : null}
            {one.answer === 'unknown' ? null : may ? (
              <input className="input" aria-label={t.dealMethod.evidenceOf(text)} placeholder={t.dealMethod.evidence} maxLength={500} value={one.note ?? ''} onChange={(event) => setTyped({ ...typed, [code]: { ...one, note: event.target.value } })} />
            ) : one.note ? <span className="quiet">{one.note}</span> : null}
          </div>
        );
      })}
      {cell === 'c' && may ? <Field label={t.dealMethod.lookUntil} hint={t.dealMethod.lookUntilHint}><input type="date" value={day} onChange={(event) => setUntil(event.target.value)} /></Field> : null}
      <ProblemNote error={save.error} />
      {may ? <div className="row"><Button type={dirty ? 'primary' : 'default'} disabled={!dirty} loading={save.isPending} onClick={store}>{t.dealMethod.saveCauses}</Button></div> : null}
    </div>
  );
}

function ChaseNote({ chase }: { chase: Chase }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const playbook = usePlaybook();
  return (
    <div className="chase" role="group" aria-label={t.dealMethod.chase}>
      <p><b>{t.dealMethod.chase}</b> {word(chase.state, 'chase_state')}</p>
      {chase.until ? <p>{t.dealMethod.chaseUntil(format.day(chase.until))}</p> : null}
      {chase.breaks.length > 0 ? <p>{t.dealMethod.breaksFound} {chase.breaks.map(playbook.cause).join(t.dealMethod.comma)}</p> : null}
      {chase.state === 'looking' && chase.ask.length > 0 ? <p className="quiet">{t.dealMethod.breaksToAsk} {chase.ask.map((code) => code.toUpperCase()).join(t.dealMethod.comma)}</p> : null}
      {chase.effort_cap_days == null ? null : <p>{t.dealMethod.effortCap(format.number(chase.effort_cap_days, 1))}</p>}
      {chase.next_contact_needed ? <p>{t.dealMethod.nextContactNeeded}</p> : null}
    </div>
  );
}

const inDays = (days: number) => {
  const date = new Date(Date.now() + days * 86_400_000);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
};
/** The days that a play itself asks for; the others have a week. */
const DAYS: Record<string, number> = { talk_to_insider: 2, go_today: 0 };

function TakeForm({ deal, play, waits, close }: { deal: Deal; play: OfferedPlay['play']; waits: boolean; close: () => void }) {
  const t = useTexts();
  const can = useCan();
  const { data: users = [] } = useQuery({ ...usersQuery, enabled: can('see_people') });
  const take = useTakePlay(deal.id);
  const [owner, setOwner] = useState(deal.owner?.id ?? '');
  const [due, setDue] = useState(() => inDays(DAYS[play] ?? 7));
  const [note, setNote] = useState('');
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        take.mutate({ play, due_at: new Date(`${due}T18:00:00`).toISOString(), ...(owner ? { owner_id: owner } : {}), note: note.trim() }, { onSuccess: close });
      }}
    >
      <p className="quiet">{waits ? t.dealMethod.waitsForManager : t.dealMethod.becomesTask}</p>
      {users.length > 0 ? (
        <Field label={t.dealMethod.doer}>
          <select value={owner} onChange={(event) => setOwner(event.target.value)}>
            {deal.owner ? null : <option value="">{t.common.nobody}</option>}
            {users.filter((user) => user.active || user.id === owner).map((user) => <option key={user.id} value={user.id}>{user.name}</option>)}
          </select>
        </Field>
      ) : null}
      <Field label={t.dealMethod.due}><input type="date" required value={due} onChange={(event) => setDue(event.target.value)} /></Field>
      <Field label={t.common.note}><input maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} /></Field>
      <ProblemNote error={take.error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={take.isPending}>{waits ? t.dealMethod.askManager : t.dealMethod.makeTask}</Button>
        <Button onClick={close}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}

function Offered({ deal, offered, taken }: { deal: Deal; offered: OfferedPlay; taken: boolean }) {
  const t = useTexts();
  const can = useCan();
  const { word } = useLabels();
  const playbook = usePlaybook();
  const [taking, setTaking] = useState(false);
  const may = deal.may_work && !deal.ending;
  const text = playbook.play(offered.play);
  return (
    <li className="play">
      <div className="play-head">
        <b>{text}</b>
        {taken ? <span className="quiet">✓ {t.dealMethod.takenUp}</span> : may && !taking ? <Button size="small" aria-label={t.dealMethod.takePlay(text)} onClick={() => setTaking(true)}>{t.dealMethod.take}</Button> : null}
      </div>
      <span className="quiet">{offered.answers.length > 0 ? t.dealMethod.answersCauses(offered.answers.map((code) => `${code.toUpperCase()} ${playbook.cause(code)}`).join(t.dealMethod.comma)) : t.dealMethod.suitsAny}</span>
      {offered.caution ? <p className="caution">{word(offered.caution, 'tender_touch')}{offered.needs_confirmation ? ` · ${t.dealMethod.needsManager}` : ''}</p> : null}
      {taking ? <TakeForm deal={deal} play={offered.play} waits={offered.needs_confirmation && !can('approve')} close={() => setTaking(false)} /> : null}
    </li>
  );
}

function Taken({ deal, taken }: { deal: Deal; taken: PlayTaken }) {
  const t = useTexts();
  const format = useFormats();
  const can = useCan();
  const playbook = usePlaybook();
  const close = useClosePlay(deal.id);
  const confirm = useConfirmPlay(deal.id);
  const open = taken.state === 'planned' || taken.state === 'asked';
  const may = deal.may_work && !deal.ending;
  const text = playbook.play(taken.play);
  const end = (used: boolean) => close.mutate({ play: taken.id, version: taken.version, used, note: '' });
  return (
    <li className="play">
      <div className="play-head">
        <b>{text}</b>
        <span className="row"><CellMark cell={taken.cell ?? null} /> <span>{t.dealMethod.playState[taken.state]}</span></span>
      </div>
      <span className="quiet">{[taken.owner ? t.dealMethod.by(taken.owner.name, format.day(taken.due_at)) : format.day(taken.due_at), taken.by ? t.dealMethod.takenBy(taken.by.name, format.day(taken.at)) : null, taken.confirmed_by ? t.dealMethod.confirmedBy(taken.confirmed_by.name) : null, taken.closed_at ? t.dealMethod.closedOn(format.day(taken.closed_at)) : null].filter(Boolean).join(' · ')}</span>
      {taken.note ? <p className="event-note">{taken.note}</p> : null}
      <ProblemNote error={close.error ?? confirm.error} />
      {open && may ? (
        <div className="row">
          {taken.state === 'asked' ? (
            can('approve') ? <Button size="small" type="primary" loading={confirm.isPending} onClick={() => confirm.mutate(taken.id)}>{t.dealMethod.confirmPlay}</Button> : null
          ) : (
            <Button size="small" loading={close.isPending} aria-label={`${t.dealMethod.used} ${text}`} onClick={() => end(true)}>{t.dealMethod.used}</Button>
          )}
          <Button size="small" loading={close.isPending} aria-label={`${t.dealMethod.notUsed} ${text}`} onClick={() => end(false)}>{t.dealMethod.notUsed}</Button>
        </div>
      ) : null}
    </li>
  );
}

export function Advice({ deal, advice, assessments }: { deal: Deal; advice: DealAdvice; assessments: Assessment[] | undefined }) {
  const t = useTexts();
  const format = useFormats();
  const { plays } = advice;
  const open = (play: string) => deal.plays.some((taken) => taken.play === play && !taken.closed_at);
  if (!plays && deal.plays.length === 0) {
    return (
      <section className="panel" aria-label={t.dealMethod.advice}>
        <h2>{t.dealMethod.advice}</h2>
        <p className="panel-body quiet">{t.dealMethod.adviceHint}</p>
      </section>
    );
  }
  return (
    <section className="panel" aria-label={t.dealMethod.advice}>
      <h2>{t.dealMethod.advice}</h2>
      <div className="panel-body stack">
        {advice.chase ? <ChaseNote chase={advice.chase} /> : null}
        {plays ? (
          <div className="deal-method-halves">
            <div role="group" aria-label={t.dealMethod.plays}>
              <h3>{t.dealMethod.plays}</h3>
              {plays.value.offered.length === 0 ? <p className="quiet">{t.dealMethod.noPlays}</p> : null}
              <ul>{plays.value.offered.map((offered) => <Offered key={offered.play} deal={deal} offered={offered} taken={open(offered.play)} />)}</ul>
              {plays.value.waiting.length > 0 ? (
                <details className="method-details">
                  <summary>{t.dealMethod.waiting(format.number(plays.value.waiting.length))}</summary>
                  <ul>{plays.value.waiting.map((offered) => <Offered key={offered.play} deal={deal} offered={offered} taken={open(offered.play)} />)}</ul>
                </details>
              ) : null}
              <details className="method-details">
                <summary>{t.dealMethod.reasons} · {t.common.asOf(`${plays.rule.rule} ${plays.rule.version}`, format.moment(plays.as_of))}</summary>
                <ReasonList reasons={plays.reasons} />
              </details>
            </div>
            {assessments ? <Causes deal={deal} advice={advice} assessments={assessments} /> : null}
          </div>
        ) : null}
        {deal.plays.length > 0 ? (
          <div role="group" aria-label={t.dealMethod.taken}>
            <h3>{t.dealMethod.taken}</h3>
            <ul>{deal.plays.map((taken) => <Taken key={taken.id} deal={deal} taken={taken} />)}</ul>
          </div>
        ) : null}
      </div>
    </section>
  );
}
