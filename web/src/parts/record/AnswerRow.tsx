// A question of the method with its three answers. Unknown is an answer of its own, not an empty place.

import type { Answer, GivenAnswer } from '../../api/types';
import { useLabels } from '../../api/labels';
import { useFormats, useTexts } from '../../i18n';

const ANSWERS: Answer[] = ['yes', 'no', 'unknown'];
const SIGN: Record<Answer, string> = { yes: '✓', no: '✗', unknown: '?' };

interface Props { question: string; given: GivenAnswer | undefined; disabled: boolean; onAnswer: (answer: Answer) => void }

export function AnswerRow({ question, given, disabled, onAnswer }: Props) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const current = given?.answer ?? 'unknown';
  const said = given ? [given.note, given.by?.name, word(given.source, 'source'), given.at ? format.day(given.at) : null].filter(Boolean).join(' · ') : undefined;
  return (
    <div className="answer">
      <span title={said}>{question}</span>
      <span className="answers" role="group" aria-label={t.record.answerOf(question)}>
        {ANSWERS.map((answer) => (
          <button
            key={answer}
            type="button"
            aria-pressed={answer === current}
            aria-label={t.common[answer]}
            title={t.common[answer]}
            disabled={disabled}
            onClick={() => answer !== current && onAnswer(answer)}
          >
            {SIGN[answer]}
          </button>
        ))}
      </span>
    </div>
  );
}
