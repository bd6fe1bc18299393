// How a count stands, as a shape with its word; and where the numbers of the supply lead.

import { useLabels } from '../../api/labels';
import type { Measured, Supply } from '../../api/types';
import { useFormats, useTexts } from '../../i18n';

const SHAPES: Record<string, string> = { warning: '▲', notice: '◐', fine: '✓' };

export function LevelMark({ level }: { level: string | null | undefined }) {
  const { word } = useLabels();
  if (!level) return null;
  return <span className={`level level-${level}`}><span aria-hidden="true">{SHAPES[level]} </span>{word(level, 'supply_level')}</span>;
}

/** Only a shortage is said: one good week is not enough for praise. */
export function ShortMark({ supply }: { supply: Supply }) {
  const t = useTexts();
  return supply.short ? <LevelWord level="warning" text={t.supply.short} /> : null;
}

function LevelWord({ level, text }: { level: string; text: string }) {
  return <span className={`level level-${level}`}><span aria-hidden="true">{SHAPES[level]} </span>{text}</span>;
}

export function RenewalMark({ supply }: { supply: Supply }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const { state, first_orders: won, target, opening } = supply.renewal;
  const measured = state === 'met' || state === 'below';
  const shown = measured ? t.supply.renewalOf(format.number(won), format.number(target, 1), format.number(opening)) : undefined;
  return (
    <span title={shown}>
      {measured ? <LevelWord level={state === 'met' ? 'fine' : 'warning'} text={word(state, 'renewal')} /> : <span className="quiet">{word(state, 'renewal')}</span>}
      {measured ? <small className="quiet"> {format.number(won)} / {format.number(target, 1)}</small> : null}
    </span>
  );
}

/** The estimate with its interval in sight: a need is acted on, so its width must show. */
export function WithInterval({ measured, show }: { measured: Measured; show: (value: number) => string }) {
  const t = useTexts();
  if (measured.kind === 'too_few') return <small className="quiet">{t.common.tooFew(measured.n)}</small>;
  return <span title={t.common.estimate(String(measured.n), show(measured.low), show(measured.high))}>{show(measured.value)} <small className="quiet">{show(measured.low)}–{show(measured.high)}</small></span>;
}

/** The filtered list behind a number. */
export function inHandOf(narrowed: Record<string, string>): string {
  return `/prospects?${new URLSearchParams({ ...narrowed, status: 'prospect', in_hand: 'true' }).toString()}`;
}
