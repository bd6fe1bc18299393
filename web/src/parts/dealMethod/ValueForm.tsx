// The sheet of a deal's value: three factors are rated by the anchor whose words fit best; size and target are worked out.

import { Button } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { useAssessValue, type Assessment, type Deal } from '../../api/dealMethod';
import { useLabels } from '../../api/labels';
import { useCan } from '../../app/me';
import { Field } from '../../components/Field';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { useFormats, useTexts } from '../../i18n';
import { ANCHORS, needsEvidence, type Rated, RATED, type RatingDraft, valueBody, valueDraft } from './sheets';

const BETWEEN = [1, 2, 4, 6, 8, 9];

function Rating({ factor, draft, problem, onChange }: { factor: Rated; draft: RatingDraft; problem: string | undefined; onChange: (draft: RatingDraft) => void }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const name = useId();
  const title = word(factor, 'value_factor');
  const missing = needsEvidence(draft);
  return (
    <fieldset>
      <legend>{title}</legend>
      <div className="anchors" role="radiogroup" aria-label={title}>
        {ANCHORS.map((anchor) => (
          <label key={anchor} className="anchor">
            <input type="radio" name={name} checked={draft.score === anchor} onChange={() => onChange({ ...draft, score: anchor })} />
            <b>{format.number(anchor)}</b>
            <span>{word(`${factor}_${anchor}`, 'value_anchor')}</span>
          </label>
        ))}
        <label className="anchor">
          <input type="radio" name={name} checked={draft.score === null} onChange={() => onChange({ ...draft, score: null })} />
          <b>?</b>
          <span>{t.common.unknown}</span>
        </label>
      </div>
      <div className="between">
        <label htmlFor={`${name}-between`} className="quiet">{t.dealMethod.between}</label>
        <select
          id={`${name}-between`}
          className="input"
          value={draft.score !== null && BETWEEN.includes(draft.score) ? String(draft.score) : ''}
          onChange={(event) => event.target.value && onChange({ ...draft, score: Number(event.target.value) })}
        >
          <option value="">–</option>
          {BETWEEN.map((score) => <option key={score} value={score}>{score}</option>)}
        </select>
      </div>
      <Field label={t.dealMethod.evidenceOf(title)} hint={missing ? undefined : t.dealMethod.evidenceHint} problem={missing ? t.dealMethod.evidenceNeeded : problem}>
        <input maxLength={2000} value={draft.evidence} onChange={(event) => onChange({ ...draft, evidence: event.target.value })} />
      </Field>
    </fieldset>
  );
}

function useAmount() {
  const t = useTexts();
  const format = useFormats();
  return ({ amount, currency }: Deal) => {
    if (amount.kind === 'known') return format.wholeMoney(amount.minor, currency);
    if (amount.kind === 'unknown') return t.common.unknown;
    return t.dealMethod.estimated(format.wholeMoney(amount.low_minor, currency), format.wholeMoney(amount.likely_minor, currency), format.wholeMoney(amount.high_minor, currency));
  };
}

export function ValueForm({ deal, last, close }: { deal: Deal; last: Assessment | null; close: () => void }) {
  const t = useTexts();
  const can = useCan();
  const amount = useAmount();
  const assess = useAssessValue(deal.id);
  const problemAt = useFieldProblem(assess.error);
  const [draft, setDraft] = useState(() => valueDraft(last));
  const [critical, setCritical] = useState(draft.critical !== '');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input')?.focus(), []);
  const incomplete = RATED.some((factor) => needsEvidence(draft.ratings[factor]));
  const save = () => assess.mutate(valueBody({ ...draft, critical: critical && can('approve') ? draft.critical : '' }, deal.version), { onSuccess: close });
  return (
    <section className="panel" aria-label={t.dealMethod.valueForm}>
      <h2>{t.dealMethod.valueForm}</h2>
      <form
        ref={form}
        className="panel-body method-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!incomplete) save();
        }}
      >
        <p className="quiet">{t.dealMethod.shortIsComputed(amount(deal))}</p>
        {RATED.map((factor) => (
          <Rating key={factor} factor={factor} draft={draft.ratings[factor]} problem={problemAt(`/ratings/${factor}`)} onChange={(rating) => setDraft({ ...draft, ratings: { ...draft.ratings, [factor]: rating } })} />
        ))}
        {can('approve') ? (
          <fieldset>
            <legend>{t.dealMethod.critical}</legend>
            <label className="check"><input type="checkbox" checked={critical} onChange={(event) => setCritical(event.target.checked)} />{t.dealMethod.criticalHint}</label>
            {critical ? <Field label={t.common.reason}><input required maxLength={2000} value={draft.critical} onChange={(event) => setDraft({ ...draft, critical: event.target.value })} /></Field> : null}
          </fieldset>
        ) : null}
        <Field label={t.common.note}><textarea rows={2} maxLength={2000} value={draft.note} onChange={(event) => setDraft({ ...draft, note: event.target.value })} /></Field>
        <ProblemNote error={assess.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={assess.isPending} disabled={incomplete}>{t.dealMethod.saveAssessment}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </section>
  );
}
