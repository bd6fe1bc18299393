// EI to EIV as dots (CLA-2): stability to the right, contribution upwards. A dot leads to its customer.

import { Link } from 'react-router';
import type { ClassOverview } from '../../api/types';
import { useLabels } from '../../api/labels';
import { useFormats, useTexts } from '../../i18n';

const WIDTH = 420;
const HEIGHT = 260;
const EDGE = 30;
const LETTERS: Record<string, string> = { ei: 'EI', eii: 'EII', eiii: 'EIII', eiv: 'EIV' };

export function Quadrants({ overview }: { overview: ClassOverview }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const figures = overview.figures;
  if (!figures || figures.points.length === 0) return null;
  const most = Math.max(...figures.points.map((point) => point.contribution_minor), 1);
  const x = (stability: number) => EDGE + stability * WIDTH;
  // a root keeps the many small ones apart
  const y = (minor: number) => EDGE / 2 + (1 - Math.sqrt(Math.max(0, minor) / most)) * HEIGHT;
  const border = x(figures.stable_from);
  return (
    <figure className="classes-picture classes-wide">
      <svg viewBox={`0 0 ${WIDTH + EDGE * 1.5} ${HEIGHT + EDGE * 1.5}`} role="img" aria-label={t.classes.quadrants}>
        <rect x={x(0)} y={EDGE / 2} width={WIDTH} height={HEIGHT} className="classes-frame" />
        <line x1={border} y1={EDGE / 2} x2={border} y2={EDGE / 2 + HEIGHT} className="classes-even" />
        {figures.points.map((point) => (
          <circle key={point.party} cx={x(point.stability)} cy={y(point.contribution_minor)} r="4" className={`classes-dot classes-dot-${point.class}`}>
            <title>{`${overview.names[point.party] ?? ''} ${word(point.class, 'existing_class')} ${format.number(point.stability, 2)}`}</title>
          </circle>
        ))}
        <text x={x(0.5)} y={HEIGHT + EDGE} textAnchor="middle">{t.classes.stability}</text>
      </svg>
      <figcaption>
        {Object.entries(LETTERS).map(([code, letters]) => <span key={code} className="classes-key"><i className={`classes-dot-${code}`} aria-hidden="true" />{letters}</span>)}
        <span className="quiet">{t.classes.shown(format.number(figures.points.length))}</span>
      </figcaption>
    </figure>
  );
}

export function QuadrantTable({ overview, currency }: { overview: ClassOverview; currency: string }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const points = overview.figures?.points.slice(0, 50) ?? [];
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t.classes.customers}</th>
          <th scope="col">{t.classes.class}</th>
          <th scope="col" className="number">{t.classes.stability}</th>
          <th scope="col" className="number">{t.classes.contribution}</th>
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <tr key={point.party}>
            <td><Link to={`/prospects/${point.party}?show=classes`}>{overview.names[point.party] ?? '–'}</Link></td>
            <td>{word(point.class, 'existing_class')}</td>
            <td className="number">{format.number(point.stability, 2)}</td>
            <td className="number">{format.money(point.contribution_minor, currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
