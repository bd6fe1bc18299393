// Supply (客源, PRO-8): are there prospects enough to replace the customers who leave? By sales unit and by person, with
// the reasons for losses.

import { lazy, Suspense, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useAlerts, useSeeAlert } from '../../api/policy';
import { useSupply } from '../../api/supply';
import type { SupplyView } from '../../api/types';
import { useCan } from '../../app/me';
import { Choices } from '../../components/Choices';
import { Empty, Loaded, Page, Waiting } from '../../components/page';
import { useFormats, useTexts } from '../../i18n';
import { Button } from 'antd';
import { InsightTabs } from './InsightTabs';
import { LossTable } from './LossTable';
import { Quality } from './Quality';
import { TeamFilter } from './TeamFilter';
import { RepTable, UnitTable } from './SupplyTables';
import { Whole } from './Whole';
import './supply.css';

const Pictures = lazy(() => import('./SupplyPictures'));

/** Teams of which a shortage was noticed and nobody has looked at it yet. */
function Shortages() {
  const t = useTexts();
  const can = useCan();
  const alerts = useAlerts(can('see_people'));
  const see = useSeeAlert();
  const open = alerts.data?.filter((alert) => alert.kind === 'supply_short' && !alert.seen_at) ?? [];
  if (open.length === 0) return null;
  return (
    <ul className="supply-alerts" aria-label={t.team.alerts}>
      {open.map((alert) => (
        <li key={alert.id} className="row">
          <span><span aria-hidden="true">▲ </span>{t.supply.alertShort(alert.team?.name ?? '')}</span>
          <Button size="small" loading={see.isPending} onClick={() => see.mutate(alert.id)}>{t.team.seeAlert}</Button>
        </li>
      ))}
    </ul>
  );
}

function Tables({ supply }: { supply: SupplyView }) {
  return (
    <>
      {supply.units.length > 0 ? <UnitTable units={supply.units} /> : null}
      <RepTable reps={supply.reps} />
      <div className="supply-halves">
        <Quality held={supply.whole.in_hand} />
        <LossTable losses={supply.losses} since={supply.losses_since} />
      </div>
    </>
  );
}

export default function Supply() {
  const t = useTexts();
  const format = useFormats();
  const [params, setParams] = useSearchParams();
  const team = params.get('team') ?? '';
  const [view, setView] = useState<'table' | 'chart'>('table');
  const supply = useSupply(team ? { team } : {});
  return (
    <Page wide title={t.supply.title}>
      <InsightTabs />
      <div className="row">
        <TeamFilter value={team} onChange={(next) => setParams(next ? { team: next } : {}, { replace: true })} />
        <Choices label={t.supply.title} value={view} onChange={setView} choices={[{ value: 'table', text: t.common.table }, { value: 'chart', text: t.common.chart }]} />
      </div>
      <Shortages />
      <Loaded query={supply} lines={12}>
        {(data) =>
          data.reps.length === 0 && data.whole.in_hand.organisations + data.whole.in_hand.people + data.whole.customers === 0 ? (
            <Empty title={t.supply.emptyTitle} hint={t.supply.emptyHint} />
          ) : (
            <div className="stack">
              <Whole line={data.whole} team={team} />
              {view === 'table' ? <Tables supply={data} /> : <Suspense fallback={<Waiting />}><Pictures supply={data} /></Suspense>}
              <p className="quiet">{t.supply.countedAt(format.moment(data.counted_at))}</p>
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}
