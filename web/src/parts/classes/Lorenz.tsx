// The Lorenz curve (CLA-1): how many customers, smallest first, make how much of the sales.

import type { ClassFigures } from '../../api/types';
import { useFormats, useTexts } from '../../i18n';

const SIZE = 240;
const EDGE = 58;
const TOP = 12;
const BELOW = 44;
const RIGHT = 20;

export function Lorenz({ lorenz }: { lorenz: NonNullable<ClassFigures['lorenz']> }) {
  const t = useTexts();
  const format = useFormats();
  const x = (share: number) => EDGE + share * SIZE;
  const y = (share: number) => TOP + (1 - share) * SIZE;
  const curve = lorenz.points.map((point) => `${x(point.heads)},${y(point.sales)}`).join(' ');
  const seen = t.classes.lorenzSeen(format.number(lorenz.gini, 2), format.number(lorenz.n));
  return (
    <figure className="classes-picture">
      <svg viewBox={`0 0 ${EDGE + SIZE + RIGHT} ${TOP + SIZE + BELOW}`} role="img" aria-label={`${t.classes.lorenz}: ${seen}`}>
        <rect x={x(0)} y={y(1)} width={SIZE} height={SIZE} className="classes-frame" />
        <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} className="classes-even" />
        <polyline points={curve} className="classes-curve" />
        <g aria-hidden="true">
          {[0, 0.5, 1].map((share) => <text key={share} x={x(share)} y={y(0) + 16} textAnchor="middle">{format.percent(share, 0)}</text>)}
          {[0.5, 1].map((share) => <text key={share} x={EDGE - 6} y={y(share) + 4} textAnchor="end">{format.percent(share, 0)}</text>)}
          <text x={x(0.5)} y={y(0) + 36} textAnchor="middle">{t.classes.ofHeads} →</text>
          <text x={14} y={y(0.5)} textAnchor="middle" transform={`rotate(-90 14 ${y(0.5)})`}>{t.classes.ofSales} →</text>
        </g>
      </svg>
      <figcaption>{seen}</figcaption>
    </figure>
  );
}

/** The same in figures: every tenth of the customers. */
export function LorenzTable({ lorenz }: { lorenz: NonNullable<ClassFigures['lorenz']> }) {
  const t = useTexts();
  const format = useFormats();
  const tenths = Array.from({ length: 10 }, (_, at) => (at + 1) / 10);
  const salesAt = (heads: number) => lorenz.points.find((point) => point.heads >= heads - 1e-9)?.sales ?? 1;
  return (
    <table className="table">
      <caption className="quiet">{t.classes.lorenzSeen(format.number(lorenz.gini, 2), format.number(lorenz.n))}</caption>
      <thead><tr><th scope="col" className="number">{t.classes.ofHeads}</th><th scope="col" className="number">{t.classes.ofSales}</th></tr></thead>
      <tbody>
        {tenths.map((heads) => (
          <tr key={heads}><td className="number">{format.percent(heads, 0)}</td><td className="number">{format.percent(salesAt(heads))}</td></tr>
        ))}
      </tbody>
    </table>
  );
}
