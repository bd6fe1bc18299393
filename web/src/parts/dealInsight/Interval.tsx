// A rate with its interval as a bar from 0 to 100 %: the wider, the less is known.

import type { Measured } from '../../api/types';

const WIDTH = 160;
const MIDDLE = 10;

export function Interval({ measured, beside }: { measured: Measured; beside?: number | null }) {
  if (measured.kind === 'too_few') return null;
  const x = (value: number) => 4 + Math.min(1, Math.max(0, value)) * (WIDTH - 8);
  return (
    <svg className="interval" viewBox={`0 0 ${WIDTH} 20`} aria-hidden="true">
      <line x1={4} x2={WIDTH - 4} y1={MIDDLE} y2={MIDDLE} className="interval-track" />
      <line x1={x(measured.low)} x2={x(measured.high)} y1={MIDDLE} y2={MIDDLE} className="interval-range" />
      {beside == null ? null : <line x1={x(beside)} x2={x(beside)} y1={2} y2={18} className="interval-company" />}
      <circle cx={x(measured.value)} cy={MIDDLE} r={4} className="interval-value" />
    </svg>
  );
}
