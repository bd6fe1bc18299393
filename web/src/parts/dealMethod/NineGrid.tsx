// The nine-grid (OPP-3) as a picture: territory downwards, standing to the right. Of one deal it shows the cell, the cells still
// possible and the trail; of many deals their counts and dots, and every cell leads to its deals.

import { useId } from 'react';
import { Link } from 'react-router';
import { useLabels } from '../../api/labels';
import type { Cell } from '../../api/dealMethod';
import { useFormats, useTexts } from '../../i18n';
import { ALL_CELLS, GROUNDS, kindOf, legsOf, placeOf, spread, STANDINGS } from './grid';

const LEFT = 76;
const TOP = 34;
const WIDE = 132;
const HIGH = 96;
const FULL = { width: LEFT + 3 * WIDE + 4, height: TOP + 3 * HIGH + 4 };
/** A sign beside the word: no kind is told by colour alone. */
const SIGN = { normal: '', problem: '△ ', abnormal: '▲ ' } as const;
const DOTS_MOST = 40;
const NONE: Cell[] = [];

export interface Dot { id: string; text: string }

interface Props {
  label: string;
  cell?: Cell | null;
  /** the cells still possible where the cell is not known or not firm */
  possible?: Cell[];
  trail?: Cell[];
  counts?: Partial<Record<Cell, number>>;
  dots?: Partial<Record<Cell, Dot[]>>;
  to?: (cell: Cell) => string;
}

const corner = (cell: Cell) => {
  const { row, column } = placeOf(cell);
  return { x: LEFT + column * WIDE, y: TOP + row * HIGH };
};
const centre = (cell: Cell) => {
  const { x, y } = corner(cell);
  return { x: x + WIDE / 2, y: y + HIGH * 0.7 };
};

function Dots({ cell, dots }: { cell: Cell; dots: Dot[] }) {
  const { x, y } = corner(cell);
  const shown = dots.slice(0, DOTS_MOST);
  const places = spread(shown.length, 1);
  return shown.map((dot, at) => (
    <Link key={dot.id} to={`/deals/${dot.id}`} tabIndex={-1} aria-hidden="true">
      <circle className="grid-dot" cx={x + 12 + (places[at]?.x ?? 0) * (WIDE - 24)} cy={y + 48 + (places[at]?.y ?? 0) * (HIGH - 54)} r={5}><title>{dot.text}</title></circle>
    </Link>
  ));
}

export function NineGrid({ label, cell = null, possible = NONE, trail = NONE, counts, dots, to }: Props) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const head = useId();
  const open = cell === null && possible.length > 0 ? possible : [];
  const stateOf = (one: Cell) => {
    if (one === cell) return 'here';
    if (open.includes(one) || (cell !== null && possible.length > 1 && possible.includes(one))) return 'possible';
    return open.length > 0 ? 'out' : 'plain';
  };
  const square = (one: Cell) => {
    const { x, y } = corner(one);
    return <g className={`grid-cell grid-${stateOf(one)}`}><rect x={x + 2} y={y + 2} width={WIDE - 4} height={HIGH - 4} rx={4} className={`grid-square grid-square-${one}`} /></g>;
  };
  // beside the links, whose names say more than what is written here
  const words = (one: Cell) => {
    const { x, y } = corner(one);
    const kind = kindOf(one);
    const count = counts?.[one];
    return (
      <g key={one} className={`grid-words grid-${stateOf(one)}`}>
        <text className="grid-letter" x={x + 12} y={y + 25}>{one.toUpperCase()}</text>
        <text className="grid-kind" x={x + 12} y={y + 43}>{SIGN[kind]}{word(kind, 'opening_kind')}</text>
        {count === undefined ? null : <text className="grid-count" x={x + WIDE - 12} y={y + 25} textAnchor="end">{format.number(count)}</text>}
        {stateOf(one) === 'possible' ? <text className="grid-maybe" x={x + WIDE - 12} y={y + 25} textAnchor="end">?</text> : null}
      </g>
    );
  };
  const at = cell ? centre(cell) : null;
  const said = [
    label,
    cell ? word(cell, 'opening') : open.length > 0 ? t.dealMethod.stillPossible(open.map((one) => one.toUpperCase()).join(t.dealMethod.comma)) : t.dealMethod.noCell,
    trail.length > 1 ? `${t.dealMethod.trail} ${trail.map((one) => one.toUpperCase()).join(' → ')}` : '',
  ].filter(Boolean).join(' · ');
  return (
    <svg className="nine-grid" viewBox={`0 0 ${FULL.width} ${FULL.height}`} role={to ? 'group' : 'img'} aria-label={to ? label : said}>
      <defs>
        <marker id={head} viewBox="0 0 10 10" refX="8" refY="5" markerWidth="5" markerHeight="5" orient="auto-start-reverse"><path d="M0,0L10,5L0,10Z" className="grid-head" /></marker>
      </defs>
      {ALL_CELLS.map((one) =>
        to ? (
          <Link key={one} to={to(one)} aria-label={`${word(one, 'opening')} · ${t.dealMethod.dealsCount(format.number(counts?.[one] ?? 0))}`}>{square(one)}</Link>
        ) : (
          <g key={one}>{square(one)}</g>
        ),
      )}
      <g aria-hidden="true">
        {ALL_CELLS.map(words)}
        {STANDINGS.map((standing, column) => <text key={standing} className="grid-axis" x={LEFT + (column + 0.5) * WIDE} y={TOP - 12} textAnchor="middle">{word(standing, 'standing')}</text>)}
        {GROUNDS.map((ground, row) => <text key={ground} className={`grid-axis grid-ground-${ground}`} x={LEFT - 8} y={TOP + (row + 0.5) * HIGH + 5} textAnchor="end">{t.dealMethod.grounds[ground]}</text>)}
      </g>
      {dots ? ALL_CELLS.map((one) => <Dots key={one} cell={one} dots={dots[one] ?? []} />) : null}
      <g aria-hidden="true">
        {legsOf(trail, centre, 20).map((leg, step) => (
          <line key={`${leg.from.x}-${leg.from.y}-${leg.to.x}-${step}`} x1={leg.from.x} y1={leg.from.y} x2={leg.to.x} y2={leg.to.y} className="grid-trail" markerEnd={`url(#${head})`} />
        ))}
        {trail.length > 1 ? trail.slice(0, -1).map((one, step) => <circle key={`${one}-${step}`} cx={centre(one).x} cy={centre(one).y} r={5} className="grid-past" />) : null}
        {at ? <circle cx={at.x} cy={at.y} r={9} className="grid-now" /> : null}
      </g>
    </svg>
  );
}

/** The same as a table. */
export function NineGridTable({ counts, to, caption }: { counts: Partial<Record<Cell, number>>; to: (cell: Cell) => string; caption: string }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  return (
    <table className="table">
      <caption className="quiet">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t.dealMethod.opening}</th>
          <th scope="col">{t.dealMethod.kind}</th>
          <th scope="col" className="number">{t.dealMethod.deals}</th>
        </tr>
      </thead>
      <tbody>
        {ALL_CELLS.map((cell) => (
          <tr key={cell}>
            <th scope="row"><Link to={to(cell)}>{word(cell, 'opening')}</Link></th>
            <td>{SIGN[kindOf(cell)]}{word(kindOf(cell), 'opening_kind')}</td>
            <td className="number">{format.number(counts[cell] ?? 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
