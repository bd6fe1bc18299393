// EI to EIV as dots (CLA-2): stability to the right, contribution upwards. Every dot opens its customer, every class its list.

import { Link } from 'react-router';
import type { ClassOverview } from '../../api/types';
import { useLabels } from '../../api/labels';
import { useFormats, useTexts } from '../../i18n';
import { ToList } from './ToList';
import { useClassLetters } from './words';

const WIDTH = 420;
const HEIGHT = 260;
const LEFT = 78;
const TOP = 12;
const BELOW = 52;
const RIGHT = 16;
/** Each class has a shape of its own: no class is told by colour alone. */
const SHAPES: Record<string, string> = {
  ei: 'M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0Z',
  eii: 'M0,-5.5L5.2,4.2L-5.2,4.2Z',
  eiii: 'M-4,-4H4V4H-4Z',
  eiv: 'M0,-5.2L5.2,0L0,5.2L-5.2,0Z',
};

type Figures = NonNullable<ClassOverview['figures']>;

function Key({ figures }: { figures: Figures }) {
  const t = useTexts();
  const format = useFormats();
  const letters = useClassLetters();
  return (
    <figcaption>
      {figures.existing.filter((one) => SHAPES[one.class]).map((one) => (
        <span key={one.class} className="classes-key">
          <svg viewBox="-6 -6 12 12" aria-hidden="true"><path d={SHAPES[one.class]} className={`classes-dot classes-dot-${one.class}`} /></svg>
          <ToList filters={{ existing: one.class }}>{`${letters(one.class)} ${format.number(one.heads)}`}</ToList>
        </span>
      ))}
      <span className="quiet">{t.classes.shown(format.number(figures.points.length))}</span>
    </figcaption>
  );
}

export function Quadrants({ overview, currency }: { overview: ClassOverview; currency: string }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const figures = overview.figures;
  if (!figures || figures.points.length === 0) return null;
  const most = Math.max(...figures.points.map((point) => point.contribution_minor), 1);
  const x = (stability: number) => LEFT + stability * WIDTH;
  // a root keeps the many small ones apart
  const y = (minor: number) => TOP + (1 - Math.sqrt(Math.max(0, minor) / most)) * HEIGHT;
  const border = x(figures.stable_from);
  const seen = (point: Figures['points'][number]) =>
    [overview.names[point.party], word(point.class, 'existing_class'), `${t.classes.stability} ${format.number(point.stability, 2)}`, `${t.classes.contribution} ${format.wholeMoney(point.contribution_minor, currency)}`].filter(Boolean).join(' · ');
  return (
    <figure className="classes-picture classes-wide">
      <svg viewBox={`0 0 ${LEFT + WIDTH + RIGHT} ${TOP + HEIGHT + BELOW}`} role="group" aria-label={t.classes.quadrants}>
        <rect x={x(0)} y={TOP} width={WIDTH} height={HEIGHT} className="classes-frame" />
        <line x1={border} y1={TOP} x2={border} y2={TOP + HEIGHT} className="classes-even" />
        <g aria-hidden="true">
          {[0, 0.25, 1].map((share) => <text key={share} x={LEFT - 6} y={y(share * most) + 4} textAnchor="end">{format.short((share * most) / 100)}</text>)}
          {[0, figures.stable_from, 1].map((at) => <text key={at} x={x(at)} y={TOP + HEIGHT + 18} textAnchor="middle">{format.number(at, 2)}</text>)}
          <text x={x(0.5)} y={TOP + HEIGHT + 42} textAnchor="middle">{t.classes.stability} →</text>
          <text x={14} y={TOP + HEIGHT / 2} textAnchor="middle" transform={`rotate(-90 14 ${TOP + HEIGHT / 2})`}>{t.classes.inCurrency(t.classes.contribution, currency)} →</text>
        </g>
        {figures.points.map((point) => {
          const dot = (
            <path d={SHAPES[point.class] ?? SHAPES['ei']} transform={`translate(${x(point.stability)} ${y(point.contribution_minor)})`} className={`classes-dot classes-dot-${point.class}`}>
              <title>{seen(point)}</title>
            </path>
          );
          // the table is the keyboard's way to the same customers
          return overview.names[point.party] ? <Link key={point.party} to={`/prospects/${point.party}?show=classes`} tabIndex={-1} aria-hidden="true">{dot}</Link> : <g key={point.party} aria-hidden="true">{dot}</g>;
        })}
      </svg>
      <Key figures={figures} />
    </figure>
  );
}

export function QuadrantTable({ overview, currency }: { overview: ClassOverview; currency: string }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const points = overview.figures?.points ?? [];
  return (
    <div className="classes-scroll" role="group" aria-label={t.classes.quadrants}>
      <table className="table">
        <caption className="quiet">{t.classes.shown(format.number(points.length))}</caption>
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
              <th scope="row">{overview.names[point.party] ? <Link to={`/prospects/${point.party}?show=classes`}>{overview.names[point.party]}</Link> : '–'}</th>
              <td>{word(point.class, 'existing_class')}</td>
              <td className="number">{format.number(point.stability, 2)}</td>
              <td className="number">{format.wholeMoney(point.contribution_minor, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
