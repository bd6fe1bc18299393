// The reliability curve (OPP-6): what was forecast to the right, what was won upwards. On the line, forecasts keep their word.

import type { ForecastScores } from '../../api/dealMethod';
import { MeasuredCell } from '../../components/MeasuredCell';
import { useFormats, useTexts } from '../../i18n';

const SIDE = 320;
const LEFT = 52;
const TOP = 10;
const BELOW = 46;
const RIGHT = 26;

export interface Forecaster { key: string; name: string; curve: ForecastScores['curve'] }

const x = (share: number) => LEFT + share * SIDE;
const y = (share: number) => TOP + (1 - share) * SIDE;

/** Circles are the model's points, squares a manager's: not told by colour alone. */
function Mark({ kind, at }: { kind: string; at: [number, number] }) {
  return kind === 'model' ? <circle cx={at[0]} cy={at[1]} r={6} className="reliability-model" /> : <rect x={at[0] - 5} y={at[1] - 5} width={10} height={10} className="reliability-own" />;
}

export function Reliability({ label, series }: { label: string; series: Forecaster[] }) {
  const t = useTexts();
  const format = useFormats();
  const said = series.map((one) => `${one.name}: ${one.curve.map((point) => `${format.percent(point.forecast, 0)} → ${point.won.kind === 'estimate' ? format.percent(point.won.value, 0) : t.common.tooFew(point.won.n)}`).join('; ')}`).join(' · ');
  return (
    <svg className="reliability" viewBox={`0 0 ${LEFT + SIDE + RIGHT} ${TOP + SIDE + BELOW}`} role="img" aria-label={`${label}. ${said}`}>
      <rect x={x(0)} y={y(1)} width={SIDE} height={SIDE} className="reliability-frame" />
      <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} className="reliability-even" />
      {[0, 0.5, 1].map((share) => <text key={share} className="grid-axis" x={x(share)} y={TOP + SIDE + 16} textAnchor="middle">{format.percent(share, 0)}</text>)}
      {[0, 0.5, 1].map((share) => <text key={share} className="grid-axis" x={LEFT - 6} y={y(share) + 5} textAnchor="end">{format.percent(share, 0)}</text>)}
      <text className="grid-axis" x={x(0.5)} y={TOP + SIDE + 38} textAnchor="middle">{t.dealInsight.wasForecast} →</text>
      <text className="grid-axis" x={12} y={y(0.5)} textAnchor="middle" transform={`rotate(-90 12 ${y(0.5)})`}>{t.dealInsight.wasWon} →</text>
      {series.flatMap((one) =>
        one.curve.flatMap((point) =>
          point.won.kind === 'too_few' ? [] : [
            <g key={`${one.key}-${point.from}`}>
              <line x1={x(point.forecast)} x2={x(point.forecast)} y1={y(point.won.low)} y2={y(point.won.high)} className={`reliability-bar-${one.key}`} />
              <Mark kind={one.key} at={[x(point.forecast), y(point.won.value)]} />
            </g>,
          ]),
      )}
      {series.map((one, at) => (
        <g key={one.key} transform={`translate(${x(0) + 14} ${y(1) + 18 + at * 22})`}>
          <Mark kind={one.key} at={[0, 0]} />
          <text className="grid-axis" x={12} y={5}>{one.name}</text>
        </g>
      ))}
    </svg>
  );
}

export function ReliabilityTable({ series }: { series: Forecaster[] }) {
  const t = useTexts();
  const format = useFormats();
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t.dealInsight.forecaster}</th>
          <th scope="col" className="number">{t.dealInsight.wasForecast}</th>
          <th scope="col" className="number">{t.dealInsight.wasWon}</th>
        </tr>
      </thead>
      <tbody>
        {series.flatMap((one) => one.curve.map((point) => (
          <tr key={`${one.key}-${point.from}`}>
            <th scope="row">{one.name}</th>
            <td className="number">{format.percent(point.forecast, 0)}</td>
            <td className="number"><MeasuredCell measured={point.won} show={(value) => format.percent(value, 0)} /></td>
          </tr>
        )))}
      </tbody>
    </table>
  );
}
