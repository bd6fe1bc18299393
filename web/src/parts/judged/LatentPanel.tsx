// Whether somebody may become a key customer (PRO-13): the stage, what is missing for the next, the time in each.

import { useState } from 'react';
import { useJudgedAnswer } from '../../api/judged';
import { useLabels } from '../../api/labels';
import type { Judgements, Party } from '../../api/types';
import { Advised } from '../../components/reasons';
import { useFormats, useTexts } from '../../i18n';
import { AnswerRow } from '../record/AnswerRow';

export function LatentPanel({ party, judged }: { party: Party; judged: Judgements }) {
  const t = useTexts();
  const format = useFormats();
  const { all, word } = useLabels();
  const answer = useJudgedAnswer(party.id);
  const [adding, setAdding] = useState(false);
  const { latent, may_judge } = judged;
  const put = (source: string) => source && answer.mutate({ topic: 'latent_source', answer: source }, { onSuccess: () => setAdding(false) });
  if (!latent && !may_judge) return null;
  const standing = latent?.verdict.value;
  return (
    <section className="advice-part judged-part" aria-label={t.judged.latent}>
      <h3>{t.judged.latent}</h3>
      {latent && standing ? (
        <>
          <Advised text={<><b>{word(standing.stage, 'latent_stage')}</b> <span className="quiet">{standing.days_in_stage == null ? null : t.judged.daysInStage(format.number(Math.floor(standing.days_in_stage)))}</span></>} reasons={latent.verdict.reasons} />
          <p className="quiet">{t.judged.latentSource}: {word(latent.source, 'latent_source')}</p>
          {standing.missing.map((criterion) => (
            <AnswerRow key={criterion} question={word(criterion, 'latent')} given={latent.answers[criterion]} disabled={!may_judge || answer.isPending} onAnswer={(given) => answer.mutate({ topic: `latent.${criterion}`, answer: given })} />
          ))}
          {latent.stages.length > 1 ? (
            <ul className="evidence">
              {latent.stages.map((one) => <li key={`${one.stage}-${one.at}`}><span>{word(one.stage, 'latent_stage')}</span> <span className="quiet">{format.day(one.at)}</span></li>)}
            </ul>
          ) : null}
          {may_judge ? <button type="button" className="link" disabled={answer.isPending} onClick={() => put('none')}>{t.judged.leaveLatent}</button> : null}
        </>
      ) : adding ? (
        <select className="input" autoFocus aria-label={t.judged.latentSource} value="" onChange={(event) => put(event.target.value)}>
          <option value="">{t.judged.latentSource}</option>
          {all('latent_source').map(({ code, text }) => <option key={code} value={code}>{text}</option>)}
        </select>
      ) : <button type="button" className="link" onClick={() => setAdding(true)}>{t.judged.addLatent}</button>}
    </section>
  );
}
