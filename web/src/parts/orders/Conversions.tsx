// Who came, left and came back in each product line, and what winning costs beside keeping (CLA-6, CLA-9).

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useLabels } from '../../api/labels';
import { costsQuery, ratesQuery, useConversions } from '../../api/orders';
import { Choices } from '../../components/Choices';
import { Field } from '../../components/Field';
import { MeasuredCell } from '../../components/MeasuredCell';
import { Empty, Loaded, Page } from '../../components/page';
import { useFormats, useTexts } from '../../i18n';
import { InsightTabs } from '../supply/InsightTabs';
import { useLineName } from './lineName';
import './orders.css';

const MONTHS = [1, 3, 6, 12] as const;

function Rates() {
  const t = useTexts();
  const format = useFormats();
  const lineName = useLineName();
  const [months, setMonths] = useState(3);
  const rates = useQuery(ratesQuery(months));
  return (
    <section className="panel" aria-label={t.orders.rates}>
      <header className="spread">
        <h2>{t.orders.rates}</h2>
        <Choices label={t.orders.periodIs} value={String(months)} onChange={(value) => setMonths(Number(value))} choices={MONTHS.map((one) => ({ value: String(one), text: t.orders.everyMonths[one] ?? '' }))} />
      </header>
      <Loaded query={rates} lines={6}>
        {(lines) => (
          <div className="table-scroll">
            <table className="table conversion-rates">
              <thead>
                <tr>
                  <th scope="col">{t.orders.line}</th>
                  <th scope="col">{t.orders.period}</th>
                  <th scope="col" className="number">{t.orders.prospects}</th>
                  <th scope="col" className="number">{t.orders.forward}</th>
                  <th scope="col" className="number">{t.orders.wonBack}</th>
                  <th scope="col" className="number">{t.orders.customers}</th>
                  <th scope="col" className="number">{t.orders.backward}</th>
                </tr>
              </thead>
              <tbody>
                {lines.flatMap(({ line, periods }) =>
                  periods.toReversed().map((period) => (
                    <tr key={`${line.id} ${period.from}`}>
                      <td>{lineName(line)}</td>
                      <td className="conversion-period">{t.orders.fromTo(period.from, period.to)}</td>
                      <td className="number">{format.number(period.counts.prospects)}</td>
                      <td className="number">{format.number(period.counts.forward)} <MeasuredCell measured={period.rates.forward} show={format.percent} /></td>
                      <td className="number">{format.number(period.counts.won_back)}</td>
                      <td className="number">{format.number(period.counts.customers)}</td>
                      <td className="number">{format.number(period.counts.backward)} <MeasuredCell measured={period.rates.backward} show={format.percent} /></td>
                    </tr>
                  )),
                )}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
    </section>
  );
}

function Latest() {
  const t = useTexts();
  const format = useFormats();
  const { word, all } = useLabels();
  const lineName = useLineName();
  const [kind, setKind] = useState('');
  const [unexplained, setUnexplained] = useState(false);
  const conversions = useConversions(kind, unexplained);
  return (
    <section className="panel" aria-label={t.orders.latest}>
      <header className="spread">
        <h2>{t.orders.latest}</h2>
        <span className="row">
          <select className="input" aria-label={t.orders.kind} value={kind} onChange={(event) => setKind(event.target.value)}>
            <option value="">{t.orders.allKinds}</option>
            {all('conversion').map(({ code, text }) => <option key={code} value={code}>{text}</option>)}
          </select>
          <label className="row"><input type="checkbox" checked={unexplained} onChange={(event) => setUnexplained(event.target.checked)} /> {t.orders.onlyUnexplained}</label>
        </span>
      </header>
      <Loaded query={conversions} lines={6}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <Empty title={t.orders.noConversions} hint={t.orders.noConversionsHint} />;
          return (
            <div className="table-scroll">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{t.orders.on}</th>
                    <th scope="col">{t.orders.customer}</th>
                    <th scope="col">{t.orders.line}</th>
                    <th scope="col">{t.orders.kind}</th>
                    <th scope="col">{t.orders.askCause}</th>
                    <th scope="col">{t.orders.owner}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((one) => (
                    <tr key={one.id}>
                      <td>{format.day(one.on)}</td>
                      <td><Link to={`/prospects/${one.party.id}?show=orders`}>{one.party.name}</Link></td>
                      <td>{lineName(one.line)}</td>
                      <td>{word(one.kind, 'conversion')}</td>
                      <td>{one.cause ? word(one.cause, one.kind === 'backward' ? 'loss' : 'win_cause') : <span className="quiet">{t.orders.causeUnknown}</span>}</td>
                      <td>{one.owner?.name}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          );
        }}
      </Loaded>
      {conversions.hasNextPage ? <div className="panel-body"><Button loading={conversions.isFetchingNextPage} onClick={() => void conversions.fetchNextPage()}>{t.common.loadMore}</Button></div> : null}
    </section>
  );
}

function Costs() {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const [typed, setTyped] = useState('');
  const [keeping, setKeeping] = useState<number | null>(null);
  const costs = useQuery({ ...costsQuery(keeping), placeholderData: (previous) => previous });
  return (
    <section className="panel" aria-label={t.orders.costs}>
      <header><h2>{t.orders.costs}</h2></header>
      <div className="panel-body stack">
        <p className="quiet">{t.orders.costsHint}</p>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setKeeping(typed ? Math.round(Number(typed) * 100) : null);
          }}
        >
          <Field label={t.orders.keeping}><input type="number" min={0} step="0.01" value={typed} onChange={(event) => setTyped(event.target.value)} onBlur={() => setKeeping(typed ? Math.round(Number(typed) * 100) : null)} /></Field>
        </form>
        <Loaded query={costs} lines={4}>
          {({ from, to, currency, reading, sayings }) => {
            const money = (value: number | null | undefined) => (value == null ? t.orders.unknown : format.money(value, currency));
            return (
              <>
                <p className="quiet">{t.orders.fromTo(from, to)}</p>
                <dl className="cost-facts">
                  <div><dt>{t.orders.perWon}</dt><dd>{money(reading.per_won_minor)} <small className="quiet">n={format.number(reading.won)}</small></dd></div>
                  <div><dt>{t.orders.perKept}</dt><dd>{money(reading.per_kept_minor)} <small className="quiet">n={format.number(reading.kept)}</small></dd></div>
                  <div><dt>{t.orders.times}</dt><dd>{reading.times == null ? t.orders.unknown : format.number(reading.times, 1)}</dd></div>
                  <div><dt>{t.orders.shareKept}</dt><dd>{reading.sales_share_kept == null ? t.orders.unknown : format.percent(reading.sales_share_kept)}</dd></div>
                  <div><dt>{t.orders.newShare}</dt><dd><MeasuredCell measured={reading.new_share} show={format.percent} /></dd></div>
                </dl>
                <h3>{t.orders.sayings}</h3>
                <ul>{sayings.map((saying) => <li key={saying.code}>{word(saying.code, 'saying')} <small className="quiet">{t.orders.sayingTimes(format.number(saying.times))}</small></li>)}</ul>
              </>
            );
          }}
        </Loaded>
      </div>
    </section>
  );
}

export default function Conversions() {
  const t = useTexts();
  return (
    <Page title={t.orders.conversions}>
      <InsightTabs />
      <p className="quiet">{t.orders.conversionsHint}</p>
      <Rates />
      <Latest />
      <Costs />
    </Page>
  );
}
