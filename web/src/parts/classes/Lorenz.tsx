// The Lorenz curve (CLA-1): how many customers, smallest first, make how much of the sales.

import type { ClassFigures } from '../../api/types';
import { useFormats, useTexts } from '../../i18n';

const SIZE = 240;
const EDGE = 36;

export function Lorenz({ lorenz }: { lorenz: NonNullable<ClassFigures['lorenz']> }) {
  const t = useTexts();
  const format = useFormats();
  const x = (share: number) => EDGE + share * SIZE;
  const y = (share: number) => EDGE / 2 + (1 - share) * SIZE;
  const curve = lorenz.points.map((point) => `${x(point.heads)},${y(point.sales)}`).join(' ');
  const seen = t.classes.lorenzSeen(format.number(lorenz.gini, 2), format.number(lorenz.n));
  return (
    <figure className="classes-picture">
      <svg viewBox={`0 0 ${SIZE + EDGE * 1.5} ${SIZE + EDGE * 1.5}`} role="img" aria-label={`${t.classes.lorenz}: ${seen}`}>
        <rect x={x(0)} y={y(1)} width={SIZE} height={SIZE} className="classes-frame" />
        <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} className="classes-even" />
        <polyline points={curve} className="classes-curve" />
        <text x={x(0.5)} y={y(0) + 24} textAnchor="middle">{t.classes.ofHeads}</text>
        <text x={EDGE - 10} y={y(0.5)} textAnchor="middle" transform={`rotate(-90 ${EDGE - 10} ${y(0.5)})`}>{t.classes.ofSales}</text>
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
