// What a quarter will bring (OPP-6), with a range; the manager's own forecast beside it, and how good both were before.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { type Forecast as Forecasted, forecastQuery, useSayForecast, type Whose } from '../../api/dealMethod';
import type { Measured } from '../../api/types';
import { useCan, useMe } from '../../app/me';
import { Field } from '../../components/Field';
import { MeasuredCell } from '../../components/MeasuredCell';
import { Loaded, Page } from '../../components/page';
import { ProblemNote } from '../../components/problems';
import { ScrollPanel } from '../../components/ScrollPanel';
import { showToast } from '../../components/toasts';
import { useFormats, useTexts } from '../../i18n';
import { InsightTabs } from '../supply/InsightTabs';
import { DealTabs } from './DealTabs';
import { minorOf, quartersAround } from './whose';
import { useWhose, WhoseChoice } from './WhoseChoice';
import '../dealMethod/dealMethod.css';
import './dealInsight.css';

const WIDTH = 640;

function Bar({ found }: { found: Forecasted }) {
  const t = useTexts();
  const format = useFormats();
  const { forecast, said } = found;
  const money = (minor: number) => format.wholeMoney(minor, found.currency);
  const most = Math.max(found.won_minor, forecast.kind === 'estimate' ? forecast.high : 0, said?.target_minor ?? 0, said?.forecast_minor ?? 0, 1) * 1.08;
  const x = (minor: number) => 8 + (Math.max(0, minor) / most) * (WIDTH - 16);
  const parts = [
    `${t.dealInsight.wonAlready} ${money(found.won_minor)}`,
    forecast.kind === 'estimate' ? `${t.dealInsight.forecast} ${money(forecast.value)} (${money(forecast.low)}–${money(forecast.high)})` : t.common.tooFew(forecast.n),
    said?.target_minor == null ? '' : `${t.dealInsight.target} ${money(said.target_minor)}`,
    said?.forecast_minor == null ? '' : `${t.dealInsight.ownForecast} ${money(said.forecast_minor)}`,
  ];
  return (
    <svg className="forecast-bar" viewBox={`0 0 ${WIDTH} 46`} role="img" aria-label={parts.filter(Boolean).join(' · ')}>
      <line x1={8} x2={WIDTH - 8} y1={23} y2={23} className="forecast-track" />
      <line x1={x(0)} x2={x(found.won_minor)} y1={23} y2={23} className="forecast-won" />
      {forecast.kind === 'estimate' ? (
        <>
          <line x1={x(forecast.low)} x2={x(forecast.high)} y1={23} y2={23} className="forecast-range" />
          <circle cx={x(forecast.value)} cy={23} r={8} className="forecast-point" />
        </>
      ) : null}
      {said?.target_minor == null ? null : <line x1={x(said.target_minor)} x2={x(said.target_minor)} y1={4} y2={42} className="forecast-target" />}
      {said?.forecast_minor == null ? null : <path d={`M${x(said.forecast_minor)},14l9,9l-9,9l-9,-9Z`} className="forecast-own" />}
    </svg>
  );
}

function Say({ found, whose }: { found: Forecasted; whose: Whose }) {
  const t = useTexts();
  const say = useSayForecast();
  const typed = (minor: number | null | undefined) => (minor == null ? '' : String(minor / 100));
  const [target, setTarget] = useState(() => typed(found.said?.target_minor));
  const [own, setOwn] = useState(() => typed(found.said?.forecast_minor));
  const bad = (text: string) => text.trim() !== '' && minorOf(text) === null;
  const [targetMinor, ownMinor] = [minorOf(target), minorOf(own)];
  const ready = !bad(target) && !bad(own) && (targetMinor !== null || ownMinor !== null);
  return (
    <form
      className="say-form"
      onSubmit={(event) => {
        event.preventDefault();
        say.mutate(
          {
            period: found.period, currency: found.currency,
            ...(whose.user ? { user_id: whose.user } : {}), ...(whose.team ? { team_id: whose.team } : {}),
            ...(targetMinor === null ? {} : { target_minor: targetMinor }), ...(ownMinor === null ? {} : { forecast_minor: ownMinor }),
          },
          { onSuccess: () => showToast({ text: t.common.saved }) },
        );
      }}
    >
      <Field label={t.dealInsight.targetIn(found.currency)} problem={bad(target) ? t.dealInsight.noAmount : undefined}><input inputMode="decimal" value={target} onChange={(event) => setTarget(event.target.value)} /></Field>
      <Field label={t.dealInsight.ownIn(found.currency)} problem={bad(own) ? t.dealInsight.noAmount : undefined}><input inputMode="decimal" value={own} onChange={(event) => setOwn(event.target.value)} /></Field>
      <Button type="primary" htmlType="submit" loading={say.isPending} disabled={!ready}>{t.common.save}</Button>
      <ProblemNote error={say.error} />
    </form>
  );
}

function Range({ measured, show }: { measured: Measured; show: (value: number) => string }) {
  if (measured.kind === 'too_few') return null;
  return <>{show(measured.low)}–{show(measured.high)}</>;
}

function Found({ found, whose }: { found: Forecasted; whose: Whose }) {
  const t = useTexts();
  const format = useFormats();
  const can = useCan();
  const money = (minor: number) => format.wholeMoney(minor, found.currency);
  const me = useMe();
  // who sees everything may speak for the company
  const named = Boolean(whose.user ?? whose.team) || me.roles.includes('administrator');
  const { forecast, said, past } = found;
  const left = [
    found.unknown_amounts > 0 ? t.dealInsight.unknownAmounts(format.number(found.unknown_amounts)) : '',
    found.without_day > 0 ? t.dealInsight.withoutDay(format.number(found.without_day)) : '',
    found.other_currencies > 0 ? t.dealInsight.otherCurrencies(format.number(found.other_currencies)) : '',
  ].filter(Boolean);
  return (
    <>
      <section className="panel" aria-label={t.dealInsight.forecastOf(found.period.toUpperCase())}>
        <h2>{t.dealInsight.forecastOf(found.period.toUpperCase())} <span className="quiet">{format.day(found.from)} – {format.day(found.to)}</span></h2>
        <div className="panel-body stack">
          <dl className="forecast-figures">
            <div><dt>{t.dealInsight.wonAlready}</dt><dd>{money(found.won_minor)}</dd></div>
            <div><dt>{t.dealInsight.openInPeriod}</dt><dd>{money(found.open_minor)}</dd><dd className="quiet">{t.dealMethod.dealsCount(format.number(found.open))}</dd></div>
            <div><dt>● {t.dealInsight.forecast}</dt><dd><MeasuredCell measured={forecast} show={money} /></dd><dd className="quiet"><Range measured={forecast} show={money} /></dd></div>
            <div><dt>◆ {t.dealInsight.ownForecast}</dt><dd>{said?.forecast_minor == null ? '–' : money(said.forecast_minor)}</dd>{said ? <dd className="quiet">{[said.by?.name, format.moment(said.at)].filter(Boolean).join(' · ')}</dd> : null}</div>
            <div><dt>┆ {t.dealInsight.target}</dt><dd>{said?.target_minor == null ? '–' : money(said.target_minor)}</dd></div>
          </dl>
          <Bar found={found} />
          {left.length > 0 ? <p className="quiet">{t.dealInsight.leftOut} {left.join(t.dealMethod.comma)}</p> : null}
          {can('approve') && !named ? <p className="quiet">{t.dealInsight.sayOfWhom}</p> : null}
          {can('approve') && named ? <Say key={`${found.period} ${whose.user ?? ''} ${whose.team ?? ''}`} found={found} whose={whose} /> : null}
        </div>
      </section>
      <div className="deal-method-halves">
        <ScrollPanel label={t.dealInsight.bySeller}>
          <table className="table">
            <caption>{t.dealInsight.bySeller}</caption>
            <thead>
              <tr>
                <th scope="col">{t.dealInsight.by.seller}</th>
                <th scope="col" className="number">{t.dealInsight.wonAlready}</th>
                <th scope="col" className="number">{t.dealInsight.openInPeriod}</th>
                <th scope="col" className="number">{t.dealInsight.target}</th>
              </tr>
            </thead>
            <tbody>
              {found.lines.map((line) => (
                <tr key={line.seller?.id ?? ''}>
                  <th scope="row">{line.seller?.name ?? t.common.nobody}</th>
                  <td className="number">{money(line.won_minor)}</td>
                  <td className="number">{money(line.open_minor)} <small className="quiet">n={format.number(line.open)}</small></td>
                  <td className="number">{line.target_minor == null ? '–' : money(line.target_minor)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollPanel>
        <ScrollPanel label={t.dealInsight.past}>
          <table className="table">
            <caption>{t.dealInsight.past}</caption>
            <thead>
              <tr>
                <th scope="col">{t.dealInsight.quarter}</th>
                <th scope="col" className="number">{t.dealInsight.forecast}</th>
                <th scope="col" className="number">{t.dealInsight.ownForecast}</th>
                <th scope="col" className="number">{t.dealInsight.actual}</th>
              </tr>
            </thead>
            <tbody>
              {past.quarters.toReversed().map((quarter) => (
                <tr key={quarter.period}>
                  <th scope="row">{quarter.period.toUpperCase()}</th>
                  <td className="number"><MeasuredCell measured={quarter.forecast} show={money} /> <small className="quiet"><Range measured={quarter.forecast} show={money} /></small></td>
                  <td className="number">{quarter.manager_minor == null ? '–' : money(quarter.manager_minor)}</td>
                  <td className="number"><b>{money(quarter.actual_minor)}</b></td>
                </tr>
              ))}
            </tbody>
          </table>
          <dl className="forecast-figures panel-body">
            <div><dt>{t.dealInsight.withinRange}</dt><dd><MeasuredCell measured={past.within_range} show={(value) => format.percent(value, 0)} /></dd></div>
            <div><dt>{t.dealInsight.modelError}</dt><dd><MeasuredCell measured={past.model_error_minor} show={money} /></dd></div>
            <div><dt>{t.dealInsight.managerError}</dt><dd><MeasuredCell measured={past.manager_error_minor} show={money} /></dd></div>
          </dl>
        </ScrollPanel>
      </div>
    </>
  );
}

export default function Forecast() {
  const t = useTexts();
  const [params, setParams] = useSearchParams();
  const whose = useWhose();
  const [quarters] = useState(() => quartersAround(new Date(), 4, 2));
  const period = params.get('period') ?? '';
  const forecast = useQuery(forecastQuery(whose, period || undefined));
  const choose = (next: string) =>
    setParams((before) => {
      const after = new URLSearchParams(before);
      after.set('period', next);
      return after;
    }, { replace: true });
  return (
    <Page wide title={t.dealInsight.forecast}>
      <InsightTabs />
      <DealTabs />
      <div className="whose">
        <WhoseChoice />
        <Field label={t.dealInsight.quarter}>
          <select value={period || (forecast.data?.period ?? '')} onChange={(event) => choose(event.target.value)}>
            {quarters.map((quarter) => <option key={quarter} value={quarter}>{quarter.toUpperCase()}</option>)}
          </select>
        </Field>
      </div>
      <Loaded query={forecast} lines={10}>{(found) => <Found found={found} whose={whose} />}</Loaded>
    </Page>
  );
}
