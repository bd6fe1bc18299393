// What worries the buyer, kept by the stage of buying in which it was heard.

import { Button } from 'antd';
import { useState } from 'react';
import { useSettleConcern, useVoiceConcern } from '../../api/deals';
import { useLabels } from '../../api/labels';
import type { BuyingStage, Deal } from '../../api/types';
import { Field } from '../../components/Field';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { useFormats, useTexts } from '../../i18n';

function Voice({ deal }: { deal: Deal }) {
  const t = useTexts();
  const { all } = useLabels();
  const voice = useVoiceConcern(deal.id);
  const problemAt = useFieldProblem(voice.error);
  const [words, setWords] = useState('');
  const [stage, setStage] = useState<string>(deal.buying_stage ?? '');
  return (
    <form
      className="composer stack"
      aria-label={t.deals.addConcern}
      onSubmit={(event) => {
        event.preventDefault();
        voice.mutate({ words: words.trim(), ...(stage ? { buying_stage: stage as BuyingStage } : {}) }, { onSuccess: () => setWords('') });
      }}
    >
      <Field label={t.deals.concernWords} problem={problemAt('/words')}><input required maxLength={2000} value={words} onChange={(event) => setWords(event.target.value)} /></Field>
      <Field label={t.deals.buyingStage} problem={problemAt('/buying_stage')}>
        <select required value={stage} onChange={(event) => setStage(event.target.value)}>
          <option value="">{t.deals.chooseReason}</option>
          {all('buying_stage').map(({ code, text }) => <option key={code} value={code}>{text}</option>)}
        </select>
      </Field>
      <ProblemNote error={voice.error} />
      <div><Button type="primary" htmlType="submit" loading={voice.isPending}>{t.deals.addConcern}</Button></div>
    </form>
  );
}

export function Concerns({ deal }: { deal: Deal }) {
  const t = useTexts();
  const format = useFormats();
  const { all, word } = useLabels();
  const settle = useSettleConcern(deal.id);
  const editable = deal.may_work && !deal.ending;
  const stages = all('buying_stage').filter(({ code }) => deal.concerns.some((one) => one.buying_stage === code));
  return (
    <section className="panel" aria-label={t.deals.concerns}>
      <h2>{t.deals.concerns}</h2>
      <div className="panel-body stack">
        {editable ? <Voice deal={deal} /> : null}
        {deal.concerns.length === 0 ? <p className="quiet">{t.deals.noConcerns}</p> : null}
        {stages.map(({ code }) => (
          <section key={code} aria-label={t.deals.of_stage(word(code, 'buying_stage'))}>
            <h3>{word(code, 'buying_stage')}</h3>
            <ul className="deal-concerns">
              {deal.concerns.filter((one) => one.buying_stage === code).map((one) => (
                <li key={one.id} data-settled={one.settled_at ? '' : undefined}>
                  <span>{one.settled_at ? <span aria-hidden="true">✓ </span> : null}{one.words}</span>
                  <small className="quiet">{one.settled_at ? t.deals.settledOn(format.day(one.settled_at), one.settled_by?.name ?? '') : [one.by?.name, format.day(one.at)].filter(Boolean).join(' · ')}</small>
                  {editable && !one.settled_at ? (
                    <button type="button" className="link" aria-label={t.deals.settleOf(one.words)} disabled={settle.isPending} onClick={() => settle.mutate(one.id)}>{t.deals.settle}</button>
                  ) : null}
                </li>
              ))}
            </ul>
          </section>
        ))}
        <ProblemNote error={settle.error} />
      </div>
    </section>
  );
}
