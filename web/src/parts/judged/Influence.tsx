// The influence of a customer as somebody rates it (CLA-5): without it the figures propose no black face.

import { Button } from 'antd';
import { useState } from 'react';
import { useJudgedAnswer } from '../../api/judged';
import { useLabels } from '../../api/labels';
import type { Judgements, Party } from '../../api/types';
import { Field } from '../../components/Field';
import { ProblemNote } from '../../components/problems';
import { useFormats, useTexts } from '../../i18n';

const ANCHORS = [0, 3, 5, 7, 10];
const SCORES = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0];

export function Influence({ party, judged }: { party: Party; judged: Judgements }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const answer = useJudgedAnswer(party.id);
  const [form, setForm] = useState<{ score: string; note: string } | null>(null);
  const { influence } = judged.face;
  const words = (score: number) => {
    const anchor = influence.anchors[ANCHORS.indexOf(score)];
    return anchor ? `${score} · ${word(anchor, 'value_anchor')}` : `${score}`;
  };
  const said = [influence.note, influence.by?.name, influence.at ? format.day(influence.at) : null].filter(Boolean).join(' · ');
  if (!form) {
    return (
      <>
        <p>{t.judged.influence}: {influence.score == null ? t.judged.notRated : words(influence.score)} <span className="quiet">{said}</span></p>
        {judged.may_judge ? <button type="button" className="link" onClick={() => setForm({ score: String(influence.score ?? 'unknown'), note: '' })}>{t.judged.rateInfluence}</button> : null}
      </>
    );
  }
  const needed = Number(form.score) >= influence.evidence_from;
  return (
    <form
      className="stack judged-form"
      onSubmit={(event) => {
        event.preventDefault();
        answer.mutate({ topic: 'influence', answer: form.score, note: form.note }, { onSuccess: () => setForm(null) });
      }}
    >
      <Field label={t.judged.influence} hint={t.judged.influenceHint}>
        <select value={form.score} onChange={(event) => setForm({ ...form, score: event.target.value })}>
          <option value="unknown">{t.judged.notRated}</option>
          {SCORES.map((score) => <option key={score} value={score}>{words(score)}</option>)}
        </select>
      </Field>
      <Field label={t.judged.because}><input required={needed} maxLength={500} value={form.note} onChange={(event) => setForm({ ...form, note: event.target.value })} /></Field>
      <ProblemNote error={answer.error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={answer.isPending}>{t.common.save}</Button>
        <Button onClick={() => setForm(null)}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}
