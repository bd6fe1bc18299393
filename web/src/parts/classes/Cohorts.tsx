// Retention by month of the first purchase (CLA-7): a heat map that is a table, so that both are read alike.

import type { ClassFigures, Measured } from '../../api/types';
import { ScrollPanel } from '../../components/ScrollPanel';
import { useFormats, useTexts } from '../../i18n';
import { endOfMonth } from './addresses';
import { ToList } from './ToList';

const MOST_MONTHS = 13;

function Cell({ kept }: { kept: Measured | undefined }) {
  const format = useFormats();
  const t = useTexts();
  if (!kept) return <td />;
  if (kept.kind === 'too_few') return <td className="number quiet" title={t.common.tooFew(kept.n)}>–</td>;
  return (
    <td className="number" style={{ background: `color-mix(in srgb, var(--accent) ${Math.round(kept.value * 45)}%, var(--surface))` }} title={t.common.estimate(format.number(kept.n), format.percent(kept.low), format.percent(kept.high))}>
      {format.percent(kept.value, 0)}
    </td>
  );
}

export function Cohorts({ cohorts }: { cohorts: ClassFigures['cohorts'] }) {
  const t = useTexts();
  const format = useFormats();
  if (cohorts.length === 0) return null;
  const months = Math.min(MOST_MONTHS, Math.max(...cohorts.map((cohort) => cohort.kept.length)));
  return (
    <ScrollPanel label={t.classes.cohorts}>
      <h2>{t.classes.cohorts}</h2>
      <table className="table classes-heat">
        <thead>
          <tr>
            <th scope="col">{t.classes.cohort}</th>
            <th scope="col" className="number">{t.classes.size}</th>
            {Array.from({ length: months }, (_, at) => <th key={at} scope="col" className="number">{t.classes.month(format.number(at))}</th>)}
          </tr>
        </thead>
        <tbody>
          {cohorts.toReversed().map((cohort) => (
            <tr key={cohort.start}>
              <th scope="row"><ToList filters={{ first_from: cohort.start, first_to: endOfMonth(cohort.start) }}>{cohort.start.slice(0, 7)}</ToList></th>
              <td className="number">{format.number(cohort.size)}</td>
              {Array.from({ length: months }, (_, at) => <Cell key={at} kept={cohort.kept[at]} />)}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollPanel>
  );
}
