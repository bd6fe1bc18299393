// The classes within a segment, as if there were no other customers (CLA-8): who is large in one region or one trade.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { classesOfSegmentQuery } from '../../api/classes';
import { segmentsQuery } from '../../api/segments';
import { useCan } from '../../app/me';
import { Loaded } from '../../components/page';
import { useFormats, useTexts } from '../../i18n';
import { Lorenz, LorenzTable } from './Lorenz';
import { AbcTable, ExistingTable, FaceTable } from './Shares';
import { ShownRun } from './ToList';

interface Props { day: string; view: 'table' | 'chart' }

function Found({ segment, day, view }: Props & { segment: string }) {
  const t = useTexts();
  const format = useFormats();
  const found = useQuery(classesOfSegmentQuery(segment, day));
  return (
    <Loaded query={found} lines={6}>
      {(data) => {
        const { figures } = data;
        if (!figures) return <p className="quiet">{t.classes.someNobody}</p>;
        const currency = data.currency ?? 'CNY';
        return (
          // the classes are those among themselves: no list of all customers holds them
          <ShownRun value="unlisted">
            <p className="quiet">{t.classes.someFound(format.number(data.customers), format.day(data.as_of))}</p>
            <div className="classes-halves">
              <AbcTable figures={figures} currency={currency} />
              {figures.lorenz ? (
                <section className="panel" aria-label={t.classes.someLorenz}>
                  <h3>{t.classes.lorenz}</h3>
                  {view === 'chart' ? <Lorenz lorenz={figures.lorenz} /> : <LorenzTable lorenz={figures.lorenz} />}
                </section>
              ) : null}
              <ExistingTable figures={figures} currency={currency} />
              <FaceTable figures={figures} currency={currency} />
            </div>
          </ShownRun>
        );
      }}
    </Loaded>
  );
}

export function OfSome({ day, view }: Props) {
  const t = useTexts();
  const can = useCan();
  const segments = useQuery(segmentsQuery);
  const [segment, setSegment] = useState('');
  if (!can('classify') || !segments.data?.length) return null;
  return (
    <section className="stack" aria-label={t.classes.some}>
      <h2>{t.classes.some}</h2>
      <label className="row">
        <span>{t.classes.someSegment}</span>
        <select className="input" value={segment} onChange={(event) => setSegment(event.target.value)}>
          <option value="">{t.classes.someNone}</option>
          {segments.data.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </select>
      </label>
      <p className="quiet">{t.classes.someHint}</p>
      {segment ? <Found key={segment} segment={segment} day={day} view={view} /> : null}
    </section>
  );
}
