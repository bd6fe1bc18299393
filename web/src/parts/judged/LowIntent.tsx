// Why the intent of a promising prospect is low (CLA-3), what answers it, and the plan of six rows.

import { Button } from 'antd';
import { useState } from 'react';
import { useJudgedAnswer, useSetPlanRow } from '../../api/judged';
import { useLabels } from '../../api/labels';
import type { Judgements, Party, PlannedRow } from '../../api/types';
import { Field } from '../../components/Field';
import { fieldValue, quickDate } from '../../components/log/nextDates';
import { ProblemNote } from '../../components/problems';
import { useFormats, useTexts } from '../../i18n';
import { AnswerRow } from '../record/AnswerRow';
import { Moves } from './Moves';

function Row({ party, planned, may }: { party: Party; planned: PlannedRow; may: boolean }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const plan = useSetPlanRow(party.id);
  const [form, setForm] = useState<{ text: string; due: string } | null>(null);
  const name = word(planned.row, 'pii_plan');
  return (
    <li>
      <div className="spread">
        <span><b>{name}</b> {planned.text ?? <span className="quiet">{t.judged.notPlanned}</span>}</span>
        <span className="quiet">{planned.task ? `${word(planned.task.state, 'task_state')} · ${format.relative(planned.task.due_at)}` : null}</span>
        {may && !form ? (
          <button type="button" className="link" aria-label={t.judged.planRow(name)} onClick={() => setForm({ text: planned.text ?? '', due: fieldValue(quickDate('in_a_week', new Date())) })}>{t.judged.planIt}</button>
        ) : null}
      </div>
      {form ? (
        <form
          className="stack judged-form"
          onSubmit={(event) => {
            event.preventDefault();
            plan.mutate({ row: planned.row, text: form.text.trim(), due_at: new Date(form.due).toISOString() }, { onSuccess: () => setForm(null) });
          }}
        >
          <Field label={t.judged.planText}><input required maxLength={200} value={form.text} onChange={(event) => setForm({ ...form, text: event.target.value })} /></Field>
          <Field label={t.record.taskDue}><input type="datetime-local" required value={form.due} onChange={(event) => setForm({ ...form, due: event.target.value })} /></Field>
          <ProblemNote error={plan.error} />
          <div className="row">
            <Button type="primary" htmlType="submit" loading={plan.isPending}>{t.common.save}</Button>
            <Button onClick={() => setForm(null)}>{t.common.cancel}</Button>
          </div>
        </form>
      ) : null}
    </li>
  );
}

export function LowIntent({ party, judged }: { party: Party; judged: Judgements }) {
  const t = useTexts();
  const { all } = useLabels();
  const answer = useJudgedAnswer(party.id);
  const { answers, our_cost_is_lower: lower, cultivation, plan } = judged.low_intent;
  const disabled = !judged.may_judge || answer.isPending;
  return (
    <section className="advice-part judged-part" aria-label={t.judged.lowIntent}>
      <h3>{t.judged.lowIntent}</h3>
      {all('low_intent_cause').map(({ code, text }) => (
        <AnswerRow key={code} question={text} given={answers[code]} disabled={disabled} onAnswer={(given) => answer.mutate({ topic: `low_intent_cause.${code}`, answer: given })} />
      ))}
      {answers['rival_stronger']?.answer === 'yes' ? (
        <AnswerRow question={t.judged.costLower} given={{ answer: lower, source: 'stated' }} disabled={disabled} onAnswer={(given) => answer.mutate({ topic: 'our_cost_is_lower', answer: given })} />
      ) : null}
      <Moves moves={cultivation.moves} />
      <h4>{t.judged.plan}</h4>
      <ul className="judged-rows" aria-label={t.judged.plan}>{plan.map((planned) => <Row key={planned.row} party={party} planned={planned} may={judged.may_judge} />)}</ul>
    </section>
  );
}
