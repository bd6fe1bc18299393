// What contacts brought (PRO-9): gains, contacts until the first order, talks after a purchase, buying again after
// trouble. Every number carries its base, or says that there are too few cases.

import { useState } from 'react';
import { useLabels } from '../../api/labels';
import { type ResultFilters, useContactResults } from '../../api/methods';
import type { MedianTime } from '../../api/types';
import { MeasuredCell } from '../../components/MeasuredCell';
import { Loaded } from '../../components/page';
import { useFormats, useTexts } from '../../i18n';
import { PeriodFilter } from './PeriodFilter';

function Days({ time }: { time: MedianTime }) {
  const t = useTexts();
  const format = useFormats();
  if (time.kind === 'too_few') return <small className="quiet">{t.common.tooFew(time.n)}</small>;
  const days = t.common.days(format.number(time.days));
  if (time.kind === 'beyond') return <span>{t.methods.longerThan(days)} <small className="quiet">n={format.number(time.n)}</small></span>;
  const high = time.high == null ? '∞' : format.number(time.high);
  return (
    <span title={t.common.estimate(format.number(time.n), format.number(time.low), high)}>
      {days} <small className="quiet">n={format.number(time.n)}</small>
    </span>
  );
}

export function ContactResults() {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const [filters, setFilters] = useState<ResultFilters>({});
  const results = useContactResults(filters);
  const percent = (value: number) => format.percent(value);
  return (
    <div className="stack">
      <PeriodFilter filters={filters} onChange={setFilters} />
      <Loaded query={results}>
        {(data) => (
          <div className="contact-results">
            <section className="panel">
              <h2>{t.methods.gains}</h2>
              <dl className="panel-body measured">
                <div><dt>{t.methods.anyGain}</dt><dd><MeasuredCell measured={data.gains.any} show={percent} /></dd></div>
                {Object.entries(data.gains.by_gain).map(([gain, measured]) => (
                  <div key={gain}><dt>{word(gain, 'gain')}</dt><dd><MeasuredCell measured={measured} show={percent} /></dd></div>
                ))}
              </dl>
            </section>
            <section className="panel">
              <h2>{t.methods.untilFirstOrder}</h2>
              <dl className="panel-body measured">
                {Object.entries(data.contacts_until_first_order).map(([market, measured]) => (
                  <div key={market}><dt>{word(market, 'market')}</dt><dd><MeasuredCell measured={measured} show={(contacts) => format.number(contacts, 1)} /></dd></div>
                ))}
              </dl>
            </section>
            <section className="panel">
              <h2>{t.methods.afterwards}</h2>
              <dl className="panel-body measured">
                <div><dt>{t.methods.talkOnTime}</dt><dd><MeasuredCell measured={data.after_purchase_on_time} show={percent} /></dd></div>
                <div><dt>{t.methods.afterTrouble}</dt><dd><Days time={data.next_order_after_trouble} /></dd></div>
                <div><dt>{t.methods.withoutTrouble}</dt><dd><Days time={data.next_order_without_trouble} /></dd></div>
              </dl>
            </section>
          </div>
        )}
      </Loaded>
    </div>
  );
}
