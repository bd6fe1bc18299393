// The twenty questions of a strategic deal (OPP-4): four areas, for us and each rival, and what changed since last time.

import { Button } from 'antd';
import { useState } from 'react';
import { type Assessment, type Deal, type DealAdvice, type Given, type QuestionColour, type QuestionsView, useAssessQuestions } from '../../api/dealMethod';
import { useLabels } from '../../api/labels';
import { Choices } from '../../components/Choices';
import { Field } from '../../components/Field';
import { ProblemNote } from '../../components/problems';
import { useFormats, useTexts } from '../../i18n';
import { Answers } from './Answers';
import { History } from './History';
import { answersBody, AREAS, lastOf, questionsDraft, whyNoQuestions } from './sheets';

const SIGN: Record<QuestionColour, string> = { green: '✓', yellow: '!', red: '✗', grey: '?' };
const UNKNOWN: Given = { answer: 'unknown' };

/** A colour with its sign and its word. */
function Light({ colour, detail }: { colour: QuestionColour; detail?: string }) {
  const { word } = useLabels();
  const said = [word(colour, 'question_colour'), detail].filter(Boolean).join(' · ');
  return <span className={`light light-${colour}`} role="img" aria-label={said} title={said}>{SIGN[colour]}</span>;
}

function Areas({ view }: { view: QuestionsView }) {
  const t = useTexts();
  const { word } = useLabels();
  const sides = [{ id: 'us', name: t.dealMethod.us, areas: view.ours }, ...view.rivals.map(({ rival, areas }) => ({ id: rival.id, name: rival.name, areas }))];
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to be reachable by keyboard
    <div className="table-scroll" role="region" aria-label={t.dealMethod.areas} tabIndex={0}>
      <table className="table">
        <thead><tr><th scope="col">{t.dealMethod.area}</th>{sides.map((side) => <th key={side.id} scope="col">{side.name}</th>)}</tr></thead>
        <tbody>
          {view.ours.map(({ area }) => (
            <tr key={area}>
              <th scope="row">{word(area, 'question_area')}</th>
              {sides.map((side) => {
                const read = side.areas.find((one) => one.area === area);
                return <td key={side.id}>{read ? <span className="row"><Light colour={read.colour} /> <span className="quiet">{t.dealMethod.areaCounts(String(read.yes), String(read.no), String(read.unknown))}</span></span> : null}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Read({ view }: { view: QuestionsView }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  return (
    <>
      <Areas view={view} />
      {view.changed.length > 0 ? (
        <div role="group" aria-label={t.dealMethod.changed}>
          <h3>{t.dealMethod.changed}</h3>
          <ul className="plain-list">
            {view.changed.map(({ rival, change }) => (
              <li key={`${rival?.id ?? ''}-${change.question}`}>{rival?.name ?? t.dealMethod.us}{t.dealMethod.colon}{word(change.question, 'strategic_question')} {t.common[change.was]} → <b>{t.common[change.is]}</b></li>
            ))}
          </ul>
        </div>
      ) : null}
      <details className="method-details">
        <summary>{t.dealMethod.allQuestions(format.number(view.ask.length))}</summary>
        <ul>
          {view.questions.map((one) => (
            <li key={one.question} className="row"><Light colour={one.colour} /> <span>{word(one.question, 'strategic_question')}</span> {one.lead ? <span className="quiet">{word(one.lead, 'question_lead')}</span> : null}</li>
          ))}
        </ul>
      </details>
    </>
  );
}

function Form({ deal, last, close }: { deal: Deal; last: Assessment | null; close: () => void }) {
  const t = useTexts();
  const { word } = useLabels();
  const assess = useAssessQuestions(deal.id);
  const rivals = deal.rivals.filter((rival) => rival.takes_part);
  const [draft, setDraft] = useState(() => questionsDraft(last, rivals.map((rival) => rival.id)));
  const [side, setSide] = useState('');
  const sheet = side ? (draft.rivals[side] ?? {}) : draft.ours;
  const change = (code: string, given: Given) => {
    const next = { ...sheet, [code]: given };
    setDraft(side ? { ...draft, rivals: { ...draft.rivals, [side]: next } } : { ...draft, ours: next });
  };
  const save = () =>
    assess.mutate(
      { ours: answersBody(draft.ours), rivals: Object.fromEntries(Object.entries(draft.rivals).map(([rival, answers]) => [rival, answersBody(answers)])), note: draft.note.trim(), version: deal.version } as Parameters<typeof assess.mutate>[0],
      { onSuccess: close },
    );
  return (
    <form
      className="method-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {rivals.length > 0 ? <Choices label={t.dealMethod.whichSide} value={side} onChange={setSide} choices={[{ value: '', text: t.dealMethod.us }, ...rivals.map((rival) => ({ value: rival.id, text: rival.name }))]} /> : null}
      {Object.entries(AREAS).map(([area, questions]) => (
        <div key={area} className="question-area" role="group" aria-label={word(area, 'question_area')}>
          <h3>{word(area, 'question_area')}</h3>
          {questions.map((code) => {
            const given = sheet[code] ?? UNKNOWN;
            const text = word(code, 'strategic_question');
            return (
              <div key={code} className="cause">
                <span>{text}</span>
                <Answers question={text} answer={given.answer} onAnswer={(answer) => change(code, { ...given, answer, source: 'stated' })} />
                {given.answer === 'unknown' ? null : <input className="input" aria-label={t.dealMethod.evidenceOf(text)} placeholder={t.dealMethod.evidence} maxLength={500} value={given.note ?? ''} onChange={(event) => change(code, { ...given, note: event.target.value })} />}
              </div>
            );
          })}
        </div>
      ))}
      <Field label={t.common.note}><textarea rows={2} maxLength={2000} value={draft.note} onChange={(event) => setDraft({ ...draft, note: event.target.value })} /></Field>
      <ProblemNote error={assess.error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={assess.isPending}>{t.dealMethod.saveAssessment}</Button>
        <Button onClick={close}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}

export function Questions({ deal, advice, assessments }: { deal: Deal; advice: DealAdvice; assessments: Assessment[] | undefined }) {
  const t = useTexts();
  const format = useFormats();
  const [editing, setEditing] = useState(false);
  const may = deal.may_work && !deal.ending;
  const view = advice.questions ?? null;
  return (
    <section className="panel" aria-label={t.dealMethod.questions}>
      <h2>{t.dealMethod.questions}</h2>
      <div className="panel-body stack">
        {view && !editing ? <Read view={view} /> : null}
        {!advice.long_form ? <p className="quiet">{t.dealMethod.noQuestions[whyNoQuestions(deal)]} {t.dealMethod.questionsFrom(format.wholeMoney(advice.long_form_from_minor, deal.currency))}</p> : null}
        {advice.long_form && may && !editing ? <div className="row"><Button disabled={!assessments} type={view ? 'default' : 'primary'} onClick={() => setEditing(true)}>{view ? t.dealMethod.questionsAgain : t.dealMethod.questionsNow}</Button></div> : null}
        {editing ? <Form deal={deal} last={lastOf(assessments, 'questions')} close={() => setEditing(false)} /> : null}
        <History list={(assessments ?? []).filter((one) => one.kind === 'questions')} />
      </div>
    </section>
  );
}
