// The value matrix (OPP-2) as a picture: short-term return to the right, long-term effect upwards, the four classes between.

import { Link } from 'react-router';
import { useLabels } from '../../api/labels';
import type { AxisReading, ValueClass } from '../../api/dealMethod';
import { useFormats, useTexts } from '../../i18n';
import { spread } from './grid';

const SIDE = 360;
const LEFT = 46;
const TOP = 10;
const BELOW = 44;
const BEST = 10;
export const CLASSES: ValueClass[] = ['class_1', 'class_2', 'class_3', 'class_4'];
const NUMBER: Record<ValueClass, string> = { class_1: '1', class_2: '2', class_3: '3', class_4: '4' };

const NONE: MatrixDot[] = [];

/** A deal as a dot; without scores it stands somewhere in the square of its class. */
export interface MatrixDot { id: string; text: string; of: ValueClass; short?: number | null; long?: number | null }

interface Props {
  label: string;
  /** where small ends and large begins */
  border?: number;
  one?: { short: AxisReading; long: AxisReading; of: ValueClass | null };
  counts?: Partial<Record<ValueClass, number>>;
  dots?: MatrixDot[];
  to?: (of: ValueClass) => string;
}

export function ValueMatrix({ label, border = 5, one, counts, dots = NONE, to }: Props) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const x = (score: number) => LEFT + (score / BEST) * SIDE;
  const y = (score: number) => TOP + (1 - score / BEST) * SIDE;
  const box: Record<ValueClass, { from: [number, number]; to: [number, number] }> = {
    class_1: { from: [border, BEST], to: [BEST, border] },
    class_2: { from: [0, BEST], to: [border, border] },
    class_3: { from: [border, border], to: [BEST, 0] },
    class_4: { from: [0, border], to: [border, 0] },
  };
  const square = (of: ValueClass) => {
    const { from, to: end } = box[of];
    return (
      <g className={one ? (one.of === of ? 'matrix-here' : 'matrix-other') : 'matrix-plain'}>
        <rect x={x(from[0]) + 1} y={y(from[1]) + 1} width={x(end[0]) - x(from[0]) - 2} height={y(end[1]) - y(from[1]) - 2} rx={4} className={`matrix-square matrix-square-${NUMBER[of]}`} />
      </g>
    );
  };
  // beside the links, whose names say more than what is written here
  const words = (of: ValueClass) => {
    const { from, to: end } = box[of];
    return (
      <g key={of} className="grid-words">
        <text className="grid-letter" x={x(from[0]) + 10} y={y(from[1]) + 26}>{NUMBER[of]}</text>
        <text className="grid-kind" x={x(from[0]) + 28} y={y(from[1]) + 25}>{t.dealMethod.shortPolicy[of]}</text>
        {counts ? <text className="grid-count" x={x(end[0]) - 10} y={y(from[1]) + 26} textAnchor="end">{format.number(counts[of] ?? 0)}</text> : null}
      </g>
    );
  };
  const placed = (of: ValueClass) => {
    const own = dots.filter((dot) => dot.of === of);
    const { from, to: end } = box[of];
    const places = spread(own.length, 1);
    return own.map((dot, at) => ({
      dot,
      cx: dot.short == null ? x(from[0]) + 14 + (places[at]?.x ?? 0) * (x(end[0]) - x(from[0]) - 28) : x(dot.short),
      cy: dot.long == null ? y(from[1]) + 38 + (places[at]?.y ?? 0) * (y(end[1]) - y(from[1]) - 50) : y(dot.long),
    }));
  };
  const range = one ? { left: x(one.short.low), right: x(one.short.high), top: y(one.long.high), bottom: y(one.long.low) } : null;
  const said = one ? [label, one.of ? word(one.of, 'value_class') : t.dealMethod.noClass, `S ${one.short.score == null ? '?' : format.number(one.short.score, 1)}`, `L ${one.long.score == null ? '?' : format.number(one.long.score, 1)}`].join(' · ') : label;
  return (
    <svg className="value-matrix" viewBox={`0 0 ${LEFT + SIDE + 12} ${TOP + SIDE + BELOW}`} role={to ? 'group' : 'img'} aria-label={said}>
      {CLASSES.map((of) =>
        to ? <Link key={of} to={to(of)} aria-label={`${word(of, 'value_class')} · ${t.dealMethod.dealsCount(format.number(counts?.[of] ?? 0))}`}>{square(of)}</Link> : <g key={of}>{square(of)}</g>,
      )}
      <g aria-hidden="true">
        {CLASSES.map(words)}
        {[0, border, BEST].map((at) => <text key={at} className="grid-axis" x={x(at)} y={TOP + SIDE + 16} textAnchor="middle">{format.number(at, 1)}</text>)}
        {[0, border, BEST].map((at) => <text key={at} className="grid-axis" x={LEFT - 6} y={y(at) + (at === BEST ? 10 : 4)} textAnchor="end">{format.number(at, 1)}</text>)}
        <text className="grid-axis" x={x(BEST / 2)} y={TOP + SIDE + 36} textAnchor="middle">{t.dealMethod.shortAxis} →</text>
        <text className="grid-axis" x={14} y={y(BEST / 2)} textAnchor="middle" transform={`rotate(-90 14 ${y(BEST / 2)})`}>{t.dealMethod.longAxis} →</text>
        {range && (range.right - range.left > 1 || range.bottom - range.top > 1) ? <rect x={range.left - 3} y={range.top - 3} width={range.right - range.left + 6} height={range.bottom - range.top + 6} rx={3} className="matrix-range" /> : null}
        {one?.short.score != null && one.long.score != null ? <circle cx={x(one.short.score)} cy={y(one.long.score)} r={8} className="grid-now" /> : null}
      </g>
      {CLASSES.flatMap(placed).map(({ dot, cx, cy }) => (
        <Link key={dot.id} to={`/deals/${dot.id}`} tabIndex={-1} aria-hidden="true"><circle className="grid-dot" cx={cx} cy={cy} r={5}><title>{dot.text}</title></circle></Link>
      ))}
    </svg>
  );
}
