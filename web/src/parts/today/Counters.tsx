// The day in figures. Those that are a filter of the prospects table lead there.

import { Link } from 'react-router';
import type { Worklist } from '../../api/types';
import { useFormats, useTexts } from '../../i18n';

export function Counters({ worklist }: { worklist: Worklist }) {
  const t = useTexts();
  const format = useFormats();
  const { counts, done_today } = worklist;
  const counters: { name: keyof typeof t.today.counters; value: number; to?: string }[] = [
    { name: 'done', value: done_today },
    { name: 'promises', value: counts.promises },
    { name: 'golden', value: counts.golden, to: '/prospects?owner=me&golden=true' },
    { name: 'due', value: counts.due, to: '/prospects?owner=me&cadence=due' },
    { name: 'overdue', value: counts.overdue, to: '/prospects?owner=me&cadence=overdue' },
    { name: 'dormant', value: counts.dormant, to: '/prospects?owner=me&cadence=dormant' },
  ];
  return (
    <dl className="counters">
      {counters.map(({ name, value, to }) => (
        <div key={name} className="counter" data-counter={name}>
          <dt>{t.today.counters[name]}</dt>
          <dd>{to && value > 0 ? <Link to={to}>{format.number(value)}</Link> : format.number(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
