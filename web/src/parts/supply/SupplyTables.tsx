// The supply of each sales unit and of each person, line by line; every count leads to the list behind it.

import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { RepSupply, SupplyLine, UnitSupply } from '../../api/types';
import { useFormats, useTexts } from '../../i18n';
import { inHandOf, LevelMark, RenewalMark, ShortMark, WithInterval } from './marks';

function Heads({ first, children }: { first: string; children: ReactNode }) {
  const t = useTexts();
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {children}
        <th scope="col" className="number">{t.supply.customers}</th>
        <th scope="col" className="number">{t.supply.lossPerWeek}</th>
        <th scope="col" className="number">{t.supply.conversion}</th>
        <th scope="col" className="number">{t.supply.need}</th>
        <th scope="col" className="number">{t.supply.newly}</th>
        <th scope="col">{t.supply.renewal}</th>
      </tr>
    </thead>
  );
}

function Rates({ line }: { line: SupplyLine }) {
  const t = useTexts();
  const format = useFormats();
  const supply = line.supply.value;
  return (
    <>
      <td className="number">{format.number(line.customers)}</td>
      <td className="number">{format.number(supply.loss_per_week, 2)}</td>
      <td className="number">
        <WithInterval measured={supply.conversion} show={(value) => format.percent(value)} />
        {supply.rate_of === 'company' && supply.conversion.kind !== 'too_few' ? <small className="quiet"> {t.supply.ofCompany}</small> : null}
      </td>
      <td className="number"><WithInterval measured={supply.weekly_need} show={(value) => format.number(value, 1)} /></td>
      <td className="number">{format.number(supply.newly_screened[0] ?? 0, 1)} <ShortMark supply={supply} /></td>
      <td><RenewalMark supply={supply} /></td>
    </>
  );
}

export function UnitTable({ units }: { units: UnitSupply[] }) {
  const t = useTexts();
  const format = useFormats();
  return (
    <section className="panel table-scroll">
      <h2>{t.supply.units}</h2>
      <table className="table">
        <Heads first={t.supply.unit}>
          <th scope="col" className="number">{t.supply.organisations}</th>
          <th scope="col" className="number">{t.supply.people}</th>
        </Heads>
        <tbody>
          {units.map((unit) => (
            <tr key={unit.team.id}>
              <th scope="row">{unit.team.name}</th>
              <td className="number">
                <Link to={inHandOf({ team: unit.team.id, kind: 'organisation' })}>{format.number(unit.in_hand.organisations)}</Link> <LevelMark level={unit.level.value} />
              </td>
              <td className="number"><Link to={inHandOf({ team: unit.team.id, kind: 'person' })}>{format.number(unit.in_hand.people)}</Link></td>
              <Rates line={unit} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function RepTable({ reps }: { reps: RepSupply[] }) {
  const t = useTexts();
  const format = useFormats();
  if (reps.length === 0) return null;
  return (
    <section className="panel table-scroll">
      <h2>{t.supply.reps}</h2>
      <table className="table">
        <Heads first={t.supply.rep}>
          <th scope="col" className="number">{t.supply.inHand}</th>
          <th scope="col" className="number">{t.supply.floor}</th>
        </Heads>
        <tbody>
          {reps.map((rep) => (
            <tr key={rep.user.id}>
              <th scope="row">{rep.user.name} <small className="quiet">{rep.team?.name}</small></th>
              <td className="number">
                <Link to={inHandOf({ owner: rep.user.id })}>{format.number(rep.in_hand.organisations + rep.in_hand.people)}</Link> <LevelMark level={rep.level.value} />
              </td>
              <td className="number">{rep.floor == null ? '–' : format.number(rep.floor)}</td>
              <Rates line={rep} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
