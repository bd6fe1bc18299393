// Small signs of a prospect's state. A letter or a word always goes with the shape: never colour alone.

import { useLabels } from '../api/labels';
import type { PartyRow, StepCounts } from '../api/types';
import { useFormats, useTexts } from '../i18n';
import './marks.css';

export function GradeMark({ grade, size }: { grade: string | null | undefined; size?: 'large' }) {
  const t = useTexts();
  if (!grade) return <span className="grade grade-none" title={t.prospects.notGraded}>–</span>;
  return <span className={`grade grade-${grade.toLowerCase()}${size ? ' grade-large' : ''}`}>{grade.toUpperCase()}</span>;
}

/** The colour of PRO-8: its letter in a shape of its own, so that it is read without seeing hues. */
export function ColourMark({ colour }: { colour: string }) {
  const t = useTexts();
  const { word } = useLabels();
  return (
    <span className={`colour colour-${colour}`} role="img" aria-label={word(colour, 'colour')} title={word(colour, 'colour')}>
      {t.supply.colourLetters[colour]}
    </span>
  );
}

export function GoldenMark() {
  const t = useTexts();
  return (
    <span className="golden" title={t.prospects.golden}>
      <span aria-hidden="true">★</span>
      <span className="hidden-visually">{t.prospects.golden}</span>
    </span>
  );
}

const BARS: Record<string, number> = { strong: 3, medium: 2, weak: 1, none: 0 };

/** Three bars and the word. */
export function IntentMark({ level }: { level: string }) {
  const { word } = useLabels();
  return (
    <span className="intent">
      <span className="intent-bars" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <i key={bar} className={bar <= (BARS[level] ?? 0) ? 'on' : ''} />
        ))}
      </span>
      {word(level, 'intent_level')}
    </span>
  );
}

export function CadenceMark({ state }: { state: string }) {
  const { word } = useLabels();
  return <span className={`cadence cadence-${state}`}>{word(state, 'cadence_state')}</span>;
}

export const STEPS = ['gather', 'screen', 'record', 'choose', 'keep_current'] as const satisfies readonly (keyof StepCounts)[];

/** Where the names of a list stand in the five steps: a bar and, below, the counts by name. */
export function StepBar({ counts, label }: { counts: StepCounts; label: string }) {
  const { word } = useLabels();
  const total = STEPS.reduce((sum, step) => sum + counts[step], 0);
  const described = STEPS.map((step) => `${word(step, 'step')} ${counts[step]}`).join(' · ');
  return (
    <div className="steps" role="img" aria-label={`${label}: ${described}`} title={described}>
      {STEPS.map((step, at) =>
        counts[step] > 0 || total === 0 ? (
          <i key={step} className={`steps-${at + 1}`} style={{ flexGrow: total === 0 ? 1 : counts[step] }} />
        ) : null,
      )}
    </div>
  );
}

/** How complete the card is: a ring with the number in it. */
export function Ring({ percent, label }: { percent: number; label: string }) {
  const length = 2 * Math.PI * 18;
  return (
    <svg className="ring" viewBox="0 0 44 44" role="img" aria-label={label}>
      <circle cx="22" cy="22" r="18" className="ring-track" />
      <circle cx="22" cy="22" r="18" className="ring-value" strokeDasharray={`${(length * percent) / 100} ${length}`} transform="rotate(-90 22 22)" />
      <text x="22" y="26" textAnchor="middle">{Math.round(percent)}</text>
    </svg>
  );
}

/** Goes back to the pool soon, so that its holder is warned; nothing where it stays. */
export function ReturnMark({ party }: { party: Pick<PartyRow, 'returns_at' | 'return_warned'> }) {
  const t = useTexts();
  const format = useFormats();
  if (!party.returns_at || !party.return_warned) return null;
  return <small className="return-mark">{t.pool.returnsAt(format.relative(party.returns_at))}</small>;
}
