// The sheet of expected contribution (CLA-3): each indicator with the words of its anchors, and the adjustment by experience
// shown apart.

import { Button } from 'antd';
import { useState } from 'react';
import { useJudgedAnswer } from '../../api/judged';
import { useLabels } from '../../api/labels';
import type { Indicator, Judgements, Party } from '../../api/types';
import { Field } from '../../components/Field';
import { ProblemNote } from '../../components/problems';
import { Advised } from '../../components/reasons';
import { useFormats, useTexts } from '../../i18n';

const ANCHORS = [0, 3, 5, 7, 10];
const SCORES = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0];

function Rating({ indicator, disabled, onRate }: { indicator: Indicator; disabled: boolean; onRate: (score: string) => void }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const name = word(indicator.indicator, 'expected');
  const words = (score: number) => {
    const anchor = indicator.anchors[ANCHORS.indexOf(score)];
    return anchor ? `${score} · ${word(anchor, 'expected_anchor')}` : `${score}`;
  };
  const said = [indicator.by?.name, indicator.at ? format.day(indicator.at) : null].filter(Boolean).join(' · ');
  return (
    <div className="judged-indicator">
      <span className="spread"><span>{name}</span> <small className="quiet">{said}</small></span>
      <select className="input" aria-label={t.judged.rating(name)} disabled={disabled} value={indicator.score ?? 'unknown'} onChange={(event) => onRate(event.target.value)}>
        <option value="unknown">{t.judged.notRated}</option>
        {SCORES.map((score) => <option key={score} value={score}>{words(score)}</option>)}
      </select>
    </div>
  );
}

function Adjust({ party, judged }: { party: Party; judged: Judgements }) {
  const t = useTexts();
  const format = useFormats();
  const answer = useJudgedAnswer(party.id);
  const { adjustment, adjustment_most: most } = judged.expected;
  const [form, setForm] = useState<{ by: string; reason: string } | null>(null);
  if (!form) {
    return (
      <>
        {adjustment ? <p>{t.judged.adjusted(format.signed(adjustment.by_points))} <span className="quiet">{[adjustment.reason, adjustment.by?.name, format.day(adjustment.at)].filter(Boolean).join(' · ')}</span></p> : null}
        {judged.may_judge ? <button type="button" className="link" onClick={() => setForm({ by: String(adjustment?.by_points ?? 0.5), reason: adjustment?.reason ?? '' })}>{t.judged.adjust}</button> : null}
      </>
    );
  }
  return (
    <form
      className="stack judged-form"
      onSubmit={(event) => {
        event.preventDefault();
        answer.mutate({ topic: 'expected_adjustment', answer: form.by, note: form.reason }, { onSuccess: () => setForm(null) });
      }}
    >
      <Field label={t.judged.adjustBy(format.number(most, 1))}><input type="number" required step="0.1" min={-most} max={most} value={form.by} onChange={(event) => setForm({ ...form, by: event.target.value })} /></Field>
      <Field label={t.judged.reason}><input required maxLength={500} value={form.reason} onChange={(event) => setForm({ ...form, reason: event.target.value })} /></Field>
      <ProblemNote error={answer.error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={answer.isPending}>{t.common.save}</Button>
        <Button onClick={() => setForm(null)}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}

export function ExpectedContribution({ party, judged }: { party: Party; judged: Judgements }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const answer = useJudgedAnswer(party.id);
  const { value, reasons } = judged.expected.verdict;
  const rated = judged.expected.indicators.some((indicator) => indicator.score != null);
  return (
    <section className="advice-part judged-part" aria-label={t.judged.expected}>
      <h3>{t.judged.expected}</h3>
      {rated ? <Advised text={t.judged.expectedScore(format.number(value.score.value, 1), format.number(value.rated_percent))} reasons={reasons} /> : null}
      {value.high == null ? <p className="quiet">{t.judged.tooLittle}</p> : null}
      {value.best_question ? <p>{t.judged.rateFirst(word(value.best_question, 'expected'))}</p> : null}
      <details>
        <summary>{t.judged.rating(t.judged.expected)}</summary>
        {judged.expected.indicators.map((indicator) => (
          <Rating
            key={indicator.indicator}
            indicator={indicator}
            disabled={!judged.may_judge || answer.isPending}
            onRate={(score) => answer.mutate({ topic: `expected.${indicator.indicator}`, answer: score })}
          />
        ))}
        <ProblemNote error={answer.error} />
        <Adjust party={party} judged={judged} />
      </details>
    </section>
  );
}
