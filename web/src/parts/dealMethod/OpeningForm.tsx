// The sheet of an opening: whose ground it is where amounts are not known (T0 to T3), and the evidence against each rival (K1 to
// K6). What nobody knows stays unknown.

import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { type Assessment, type Deal, type AnswerNote, type OpeningQuestion, type OpeningVerdict, type StandingEvidence, useAssessOpening } from '../../api/dealMethod';
import { useLabels } from '../../api/labels';
import type { Answer } from '../../api/types';
import { Choices } from '../../components/Choices';
import { Field } from '../../components/Field';
import { ProblemNote } from '../../components/problems';
import { useTexts } from '../../i18n';
import { nameOfQuestion, openingBody, openingDraft } from './sheets';

const ANSWERS: Answer[] = ['yes', 'no', 'unknown'];
const EVIDENCE = [
  { key: 'knew_first', question: 'k1', words: 'knew_first' },
  { key: 'shaped', question: 'k2', words: 'shaped' },
  { key: 'criteria', question: 'k3', words: 'favours' },
  { key: 'met_decider', question: 'k5', words: 'favours' },
  { key: 'tried', question: 'k6', words: 'favours' },
] as const satisfies { key: keyof StandingEvidence; question: string; words: string }[];

interface NotesProps { notes: Record<string, AnswerNote>; onNote: (note: AnswerNote) => void }

interface OneProps extends NotesProps { question: OpeningQuestion; words: string; value: string | null | undefined; onChange: (value: string | null) => void; who?: string }

/** What an answer rests on; asked for once there is one. */
function NoteOf({ question, title, notes, onNote }: NotesProps & { question: OpeningQuestion; title: string }) {
  const t = useTexts();
  return (
    <input
      className="input"
      aria-label={t.dealMethod.evidenceOf(title)}
      placeholder={t.dealMethod.evidence}
      maxLength={2000}
      value={notes[nameOfQuestion(question)]?.text ?? ''}
      onChange={(event) => onNote({ question, text: event.target.value })}
    />
  );
}

/** One question with its answers as chips; unknown is one of them. */
function One({ question, words, value, onChange, who, notes, onNote }: OneProps) {
  const t = useTexts();
  const { all, word } = useLabels();
  const choices = [...all(words).map(({ code, text }) => ({ value: code, text })), { value: '', text: t.common.unknown }];
  const title = word(question.question, question.about === 'territory' ? 'territory_question' : 'evidence_question');
  const named = who ? `${title} ${who}` : title;
  return (
    <div className="method-question" id={nameOfQuestion(question)} tabIndex={-1}>
      <span>{title}</span>
      <Choices label={named} value={value ?? ''} onChange={(next) => onChange(next || null)} choices={choices} />
      {value ? <NoteOf question={question} title={named} notes={notes} onNote={onNote} /> : null}
    </div>
  );
}

interface Props { deal: Deal; last: Assessment | null; verdict: OpeningVerdict | null; focus: string | null; close: () => void }

export function OpeningForm({ deal, last, verdict, focus, close }: Props) {
  const t = useTexts();
  const { word } = useLabels();
  const assess = useAssessOpening(deal.id);
  const rivals = deal.rivals;
  const part = rivals.filter((rival) => rival.takes_part);
  const [draft, setDraft] = useState(() => openingDraft(last, rivals.map((rival) => rival.id)));
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const place = form.current?.querySelector<HTMLElement>(focus ? `#${CSS.escape(focus)}` : '.method-question');
    const target = place?.querySelector<HTMLElement>('[tabindex="0"], input, select') ?? place;
    target?.focus();
    place?.scrollIntoView({ block: 'center' });
  }, [focus]);
  const { territory, notes } = draft;
  const onNote = (note: AnswerNote) => setDraft({ ...draft, notes: { ...draft.notes, [nameOfQuestion(note.question)]: note } });
  const ground = (changed: Partial<typeof territory>) => setDraft({ ...draft, territory: { ...territory, ...changed } });
  const evidence = (rival: string, changed: Partial<StandingEvidence>) =>
    setDraft({ ...draft, evidence: { ...draft.evidence, [rival]: { ...draft.evidence[rival], ...changed } } });
  const bought = territory.bought_at_all ?? 'unknown';
  return (
    <section className="panel" aria-label={t.dealMethod.openingForm}>
      <h2>{t.dealMethod.openingForm}</h2>
      <form
        ref={form}
        className="panel-body method-form"
        onSubmit={(event) => {
          event.preventDefault();
          assess.mutate(openingBody(draft, deal.version), { onSuccess: close });
        }}
      >
        <fieldset>
          <legend>{t.dealMethod.territory}</legend>
          <p className="quiet">{verdict && verdict.value.territory.lead != null && !verdict.value.territory.estimated ? t.dealMethod.sharesKnown : t.dealMethod.sharesHint}</p>
          <div className="method-question" id="method-t0">
            <span>{word('t0', 'territory_question')}</span>
            <Choices label={word('t0', 'territory_question')} value={bought} onChange={(answer) => ground({ bought_at_all: answer })} choices={ANSWERS.map((answer) => ({ value: answer, text: t.common[answer] }))} />
          </div>
          {bought === 'no' ? null : (
            <>
              <One question={{ about: 'territory', question: 't1' }} words="sold_most" notes={notes} onNote={onNote} value={territory.sold_most} onChange={(value) => ground({ sold_most: value as typeof territory.sold_most })} />
              {territory.sold_most ? null : (
                <>
                  <One question={{ about: 'territory', question: 't2' }} words="whose_side" notes={notes} onNote={onNote} value={territory.latest_order} onChange={(value) => ground({ latest_order: value as typeof territory.latest_order })} />
                  <One question={{ about: 'territory', question: 't3' }} words="whose_side" notes={notes} onNote={onNote} value={territory.in_use} onChange={(value) => ground({ in_use: value as typeof territory.in_use })} />
                </>
              )}
              {rivals.length > 0 ? (
                <Field label={t.dealMethod.whichRival}>
                  <select value={territory.rival ?? ''} onChange={(event) => ground({ rival: event.target.value })}>
                    <option value="">{t.dealMethod.noRivalNamed}</option>
                    {rivals.map((rival) => <option key={rival.id} value={rival.id}>{rival.name}</option>)}
                  </select>
                </Field>
              ) : null}
            </>
          )}
        </fieldset>
        {part.length === 0 ? <p className="quiet">{t.dealMethod.noRivals}</p> : null}
        {part.map((rival) => (
          <fieldset key={rival.id}>
            <legend>{t.dealMethod.against(rival.name)}</legend>
            {EVIDENCE.map(({ key, question, words }) => (
              <One key={key} question={{ about: 'standing', question, rival: rival.id }} words={words} notes={notes} onNote={onNote} who={rival.name} value={draft.evidence[rival.id]?.[key]} onChange={(value) => evidence(rival.id, { [key]: value })} />
            ))}
            <p className="quiet method-question" id={`method-k4-${rival.id}`} tabIndex={-1}>{word('k4', 'evidence_question')} {t.dealMethod.fromPeople} <Link to="?show=people">{t.dealMethod.toPeople}</Link></p>
          </fieldset>
        ))}
        <fieldset>
          <legend>{t.dealMethod.others}</legend>
          <div className="method-question" id="method-others_asked-">
            <Choices label={t.dealMethod.othersAsked} value={draft.others} onChange={(others) => setDraft({ ...draft, others })} choices={ANSWERS.map((answer) => ({ value: answer, text: t.common[answer] }))} />
            <small className="quiet">{t.dealMethod.othersAsked}</small>
          </div>
        </fieldset>
        <Field label={t.dealMethod.evidenceNote} hint={t.dealMethod.evidenceNoteHint}><textarea rows={3} maxLength={2000} value={draft.note} onChange={(event) => setDraft({ ...draft, note: event.target.value })} /></Field>
        <ProblemNote error={assess.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={assess.isPending}>{t.dealMethod.saveAssessment}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </section>
  );
}
