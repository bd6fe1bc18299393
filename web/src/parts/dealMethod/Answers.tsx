// Yes, no, unknown: three buttons, each with a sign.

import type { Answer } from '../../api/types';
import { useTexts } from '../../i18n';

const ALL: Answer[] = ['yes', 'no', 'unknown'];
const SIGN: Record<Answer, string> = { yes: '✓', no: '✗', unknown: '?' };

export function Answers({ question, answer, disabled = false, onAnswer }: { question: string; answer: Answer; disabled?: boolean; onAnswer: (answer: Answer) => void }) {
  const t = useTexts();
  return (
    <span className="answers" role="group" aria-label={t.record.answerOf(question)}>
      {ALL.map((one) => (
        <button key={one} type="button" aria-pressed={one === answer} aria-label={t.common[one]} title={t.common[one]} disabled={disabled} onClick={() => onAnswer(one)}>{SIGN[one]}</button>
      ))}
    </span>
  );
}
