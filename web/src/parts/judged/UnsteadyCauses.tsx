// Why a customer of high contribution is unsteady (CLA-2, EII), and what answers each cause.

import { useJudgedAnswer } from '../../api/judged';
import { useLabels } from '../../api/labels';
import type { Judgements, Party } from '../../api/types';
import { useTexts } from '../../i18n';
import { AnswerRow } from '../record/AnswerRow';
import { Moves } from './Moves';

export function UnsteadyCauses({ party, judged }: { party: Party; judged: Judgements }) {
  const t = useTexts();
  const { all } = useLabels();
  const answer = useJudgedAnswer(party.id);
  const { answers, turn_round } = judged.unsteady;
  return (
    <section className="advice-part judged-part" aria-label={t.judged.unsteady}>
      <h3>{t.judged.unsteady}</h3>
      {all('unsteady_cause').map(({ code, text }) => (
        <AnswerRow key={code} question={text} given={answers[code]} disabled={!judged.may_judge || answer.isPending} onAnswer={(given) => answer.mutate({ topic: `unsteady_cause.${code}`, answer: given })} />
      ))}
      <Moves moves={turn_round.moves} />
    </section>
  );
}
