// The picture of expected contribution and intent: every prospect a point that opens its record, every quadrant a way to
// its list.

import { Link } from 'react-router';
import { useLabels } from '../../api/labels';
import type { ProspectClasses } from '../../api/types';
import { useFormats, useTexts } from '../../i18n';

const WIDTH = 640;
const HEIGHT = 400;
const BEST = 10;
const MOST = 100;
/** A letter goes with the colour: no class is told by colour alone. */
const SIGN = { pi: 'I', pii: 'II', piii: 'III', piv: 'IV' } as const;

export function Quadrants({ classes }: { classes: ProspectClasses }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const x = (expected: number) => (expected / BEST) * WIDTH;
  const y = (intent: number) => HEIGHT - (intent / MOST) * HEIGHT;
  const [middle, strong] = [x(classes.high_from), y(classes.strong_from)];
  const corner = { pi: [middle, 0], pii: [middle, strong], piii: [0, 0], piv: [0, strong] } as const;
  const size = { pi: [WIDTH - middle, strong], pii: [WIDTH - middle, HEIGHT - strong], piii: [middle, strong], piv: [middle, HEIGHT - strong] } as const;
  return (
    <figure className="panel panel-body quadrants">
      <figcaption className="spread"><b>{t.judged.quadrants}</b> <span className="quiet">{t.judged.pointsShown(format.number(classes.points.length))}</span></figcaption>
      <svg viewBox={`-74 -16 ${WIDTH + 100} ${HEIGHT + 78}`} role="group" aria-label={t.judged.quadrants}>
        {classes.counts.map(({ class: of, count }) => (
          <Link key={of} to={`/prospects?class=${of}`} aria-label={`P${SIGN[of]} · ${format.number(count)} · ${word(of, 'prospect_class')}`}>
            <rect className={`quadrant quadrant-${of}`} x={corner[of][0]} y={corner[of][1]} width={size[of][0]} height={size[of][1]} />
          </Link>
        ))}
        {classes.points.map((point) => (
          <Link key={point.id} to={`/prospects/${point.id}`} tabIndex={-1} aria-hidden="true">
            <circle className="quadrant-point" cx={x(point.expected)} cy={y(point.intent)} r={5}><title>{`${point.name} · ${format.number(point.expected, 1)} / ${format.number(point.intent)}`}</title></circle>
          </Link>
        ))}
        <g aria-hidden="true">
          {classes.counts.map(({ class: of, count }) => <text key={of} className="quadrant-name" x={corner[of][0] + 8} y={corner[of][1] + 24}>P{SIGN[of]} · {format.number(count)}</text>)}
          {[0, classes.high_from, BEST].map((at) => <text key={at} className="quadrant-axis" x={x(at)} y={HEIGHT + 22} textAnchor="middle">{format.number(at, 1)}</text>)}
          {[0, classes.strong_from, MOST].map((at) => <text key={at} className="quadrant-axis" x={-8} y={y(at) + 5} textAnchor="end">{format.number(at)}</text>)}
          <text className="quadrant-axis" x={WIDTH / 2} y={HEIGHT + 50} textAnchor="middle">{t.judged.expectedAxis} →</text>
          <text className="quadrant-axis" x={-56} y={HEIGHT / 2} textAnchor="middle" transform={`rotate(-90 -56 ${HEIGHT / 2})`}>{t.judged.intentAxis} →</text>
        </g>
      </svg>
    </figure>
  );
}
