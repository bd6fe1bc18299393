// The reasons of a verdict: one line that opens to all of them, each with what was seen and what it was worth.

import { useLabels } from '../api/labels';
import type { Observed, Reason } from '../api/types';
import { useFormats, useTexts } from '../i18n';
import './reasons.css';

export function useObserved(): (observed: Observed) => string {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  return (observed) => {
    switch (observed.kind) {
      case 'answer': return t.common[observed.value];
      case 'code': return word(observed.value);
      case 'number': return format.number(observed.value, 1);
      case 'days': return t.common.days(format.number(observed.value));
      case 'count': return format.number(observed.value);
      case 'date': return format.day(observed.value);
      case 'text': return observed.value;
      default: return '';
    }
  };
}

/** The strongest reasons in one line of words. */
export function useReasonLine(): (reasons: Reason[], most?: number) => string {
  const { word } = useLabels();
  const observed = useObserved();
  return (reasons, most = 3) =>
    reasons
      .slice(0, most)
      .map((reason) => `${word(reason.factor)} ${observed(reason.observed)}`.trim())
      .join(' · ');
}

export function ReasonList({ reasons }: { reasons: Reason[] }) {
  const format = useFormats();
  const { word } = useLabels();
  const observed = useObserved();
  return (
    <ul className="reasons">
      {reasons.map((reason, at) => (
        <li key={`${reason.factor}-${at}`}>
          <span>{word(reason.factor)}</span>
          <span className="reasons-seen">{observed(reason.observed)}</span>
          <span className="quiet">{word(reason.source, 'source')}</span>
          <span className="number">{reason.points == null ? '' : format.signed(reason.points)}</span>
        </li>
      ))}
    </ul>
  );
}

/** One sentence of advice, opening to its reasons. */
export function Advised({ text, reasons, mark }: { text: React.ReactNode; reasons: Reason[]; mark?: React.ReactNode }) {
  if (reasons.length === 0) {
    return <p className="advised-plain">{mark}{text}</p>;
  }
  return (
    <details className="advised">
      <summary>{mark}<span>{text}</span></summary>
      <ReasonList reasons={reasons} />
    </details>
  );
}
