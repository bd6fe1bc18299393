// The supply of everybody looked at, in a few numbers.

import { Link } from 'react-router';
import type { SupplyLine } from '../../api/types';
import { useFormats, useTexts } from '../../i18n';
import { ReasonList } from '../../components/reasons';
import { inHandOf, RenewalMark, ShortMark, WithInterval } from './marks';

export function Whole({ line, team }: { line: SupplyLine; team: string }) {
  const t = useTexts();
  const format = useFormats();
  const supply = line.supply.value;
  const where: Record<string, string> = team ? { team } : {};
  const money = line.lost_money.map((one) => format.money(one.amount_minor, one.currency)).join(' + ');
  const [now, before] = supply.newly_screened;
  return (
    <section className="panel" aria-label={t.supply.whole}>
      <dl className="supply-whole">
        <div>
          <dt>{t.supply.organisations}</dt>
          <dd><Link to={inHandOf({ ...where, kind: 'organisation' })}>{format.number(line.in_hand.organisations)}</Link></dd>
        </div>
        <div>
          <dt>{t.supply.people}</dt>
          <dd><Link to={inHandOf({ ...where, kind: 'person' })}>{format.number(line.in_hand.people)}</Link></dd>
        </div>
        <div>
          <dt>{t.supply.customers}</dt>
          <dd><Link to={`/prospects?${new URLSearchParams({ ...where, colour: 'red' }).toString()}`}>{format.number(line.customers)}</Link></dd>
        </div>
        <div>
          <dt>{t.supply.lossPerWeek}</dt>
          <dd>{format.number(supply.loss_per_week, 2)}</dd>
          <dd className="quiet">{t.supply.lostOfWhich(format.number(line.lost), money)}</dd>
        </div>
        <div>
          <dt>{t.supply.conversion}</dt>
          <dd><WithInterval measured={supply.conversion} show={(value) => format.percent(value)} /></dd>
          {supply.conversion.kind === 'too_few' ? null : <dd className="quiet">{t.supply.horizon(format.number(supply.horizon_days))}</dd>}
        </div>
        <div>
          <dt>{t.supply.need}</dt>
          <dd><WithInterval measured={supply.weekly_need} show={(value) => format.number(value, 1)} /></dd>
        </div>
        <div>
          <dt>{t.supply.newly}</dt>
          <dd>{format.number(now ?? 0, 1)} <ShortMark supply={supply} /></dd>
          {before === undefined ? null : <dd className="quiet">{t.supply.weekBefore(format.number(before, 1))}</dd>}
        </div>
        <div>
          <dt>{t.supply.renewal}</dt>
          <dd><RenewalMark supply={supply} /></dd>
        </div>
      </dl>
      <details className="supply-why">
        <summary>{t.common.why}</summary>
        <ReasonList reasons={line.supply.reasons} />
      </details>
    </section>
  );
}
