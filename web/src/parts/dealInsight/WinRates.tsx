// Win rates that are honest (OPP-6): drawn from the cell to the team to the company, always with n and an interval; plays with
// and without, as an association; and how good forecasts were.

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { accuracyQuery, type Accuracy, type Cell, type ForecastScores, type RatesBy, type WinRates as Rates, winRatesQuery } from '../../api/dealMethod';
import { useLabels } from '../../api/labels';
import type { Measured } from '../../api/types';
import { Choices } from '../../components/Choices';
import { CellMark, ClassMark } from '../../components/dealMarks';
import { DrawnPicture } from '../../components/DrawnPicture';
import { MeasuredCell } from '../../components/MeasuredCell';
import { Empty, Loaded, Page } from '../../components/page';
import { ScrollPanel } from '../../components/ScrollPanel';
import { useFormats, useLanguage, useTexts } from '../../i18n';
import { usePlaybook } from '../playbook/usePlaybook';
import { InsightTabs } from '../supply/InsightTabs';
import { DealTabs } from './DealTabs';
import { Interval } from './Interval';
import { Reliability, ReliabilityTable } from './Reliability';
import { useWhose, WhoseChoice } from './WhoseChoice';
import '../dealMethod/dealMethod.css';
import './dealInsight.css';

const BY: RatesBy[] = ['cell', 'class', 'stage', 'seller'];
const byOf = (params: URLSearchParams): RatesBy => BY.find((by) => by === params.get('by')) ?? 'cell';

function Range({ measured }: { measured: Measured }) {
  const format = useFormats();
  if (measured.kind === 'too_few') return null;
  return <span className="quiet">{format.percent(measured.low, 0)}–{format.percent(measured.high, 0)}</span>;
}

function KeyOf({ rates, line }: { rates: Rates; line: Rates['lines'][number] }) {
  const t = useTexts();
  const { language } = useLanguage();
  const { word } = useLabels();
  if (line.key === 'unknown') return <>{t.common.unknown}</>;
  if (line.stage) return <>{line.stage[language]}</>;
  if (rates.by === 'seller') return <>{line.seller?.name ?? t.common.nobody}</>;
  if (rates.by === 'cell') return <span className="row"><CellMark cell={line.key as Cell} /> {word(line.key, 'opening')}</span>;
  return <span className="row"><ClassMark of={line.key} /> {word(line.key, 'value_class')}</span>;
}

function Lines({ rates }: { rates: Rates }) {
  const t = useTexts();
  const format = useFormats();
  const share = (value: number) => format.percent(value, 0);
  const company = rates.company.kind === 'estimate' ? rates.company.value : null;
  return (
    <ScrollPanel label={t.dealInsight.winRates}>
      <table className="table wrapped">
        <thead>
          <tr>
            <th scope="col">{t.dealInsight.by[rates.by]}</th>
            <th scope="col" className="number">{t.dealInsight.rate}</th>
            <th scope="col">{t.dealInsight.interval}</th>
            <th scope="col" className="wide-only"><span className="hidden-visually">{t.common.chart}</span></th>
            <th scope="col" className="number">{t.dealInsight.raw}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t.dealInsight.company}</th>
            <td className="number"><MeasuredCell measured={rates.company} show={share} /></td>
            <td><Range measured={rates.company} /></td>
            <td className="wide-only"><Interval measured={rates.company} beside={company} /></td>
            <td />
          </tr>
          {rates.of_team && rates.team ? (
            <tr>
              <th scope="row">{rates.team.name}</th>
              <td className="number"><MeasuredCell measured={rates.of_team} show={share} /></td>
              <td><Range measured={rates.of_team} /></td>
              <td className="wide-only"><Interval measured={rates.of_team} beside={company} /></td>
              <td />
            </tr>
          ) : null}
          {rates.lines.map((line) => (
            <tr key={line.key}>
              <th scope="row"><KeyOf rates={rates} line={line} /></th>
              <td className="number"><MeasuredCell measured={line.rate} show={share} /></td>
              <td><Range measured={line.rate} /></td>
              <td className="wide-only"><Interval measured={line.rate} beside={company} /></td>
              <td className="number quiet">{t.dealInsight.wonOf(format.number(line.won), format.number(line.closed))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollPanel>
  );
}

function Tactics({ rates }: { rates: Rates }) {
  const t = useTexts();
  const format = useFormats();
  const playbook = usePlaybook();
  const share = (value: number) => format.percent(value, 0);
  const points = (value: number) => format.signed(Math.round(value * 100));
  if (rates.tactics.length === 0) return null;
  return (
    <div className="stack">
      <h2>{t.dealInsight.tactics}</h2>
      <p className="method-ask">{t.dealInsight.association}</p>
      <ScrollPanel label={t.dealInsight.tactics}>
        <table className="table wrapped">
          <thead>
            <tr>
              <th scope="col">{t.dealInsight.play}</th>
              <th scope="col" className="number">{t.dealInsight.with}</th>
              <th scope="col" className="number">{t.dealInsight.without}</th>
              <th scope="col" className="number">{t.dealInsight.difference}</th>
            </tr>
          </thead>
          <tbody>
            {rates.tactics.map((one) => (
              <tr key={one.play}>
                <th scope="row">{playbook.play(one.play)}</th>
                <td className="number"><MeasuredCell measured={one.with} show={share} /></td>
                <td className="number"><MeasuredCell measured={one.without} show={share} /></td>
                <td className="number"><MeasuredCell measured={one.difference} show={points} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollPanel>
    </div>
  );
}

function Scores({ name, scores, difference }: { name: string; scores: ForecastScores; difference?: Measured }) {
  const format = useFormats();
  const show = (value: number) => format.number(value, 3);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="number"><MeasuredCell measured={scores.brier} show={show} /></td>
      <td>{scores.brier.kind === 'estimate' ? <span className="quiet">{show(scores.brier.low)}–{show(scores.brier.high)}</span> : null}</td>
      <td className="number">{show(scores.of_base_rate)}</td>
      <td className="number">{difference ? <MeasuredCell measured={difference} show={(value) => `${value < 0 ? '−' : '+'}${show(Math.abs(value))}`} /> : null}</td>
    </tr>
  );
}

function HowGood({ accuracy }: { accuracy: Accuracy }) {
  const t = useTexts();
  const format = useFormats();
  const series = [
    { key: 'model', name: t.dealInsight.model, curve: accuracy.model.curve },
    ...accuracy.managers.slice(0, 1).map((one) => ({ key: 'own', name: one.manager.name, curve: one.own.curve })),
  ];
  return (
    <section className="stack" aria-label={t.dealInsight.accuracy}>
      <h2>{t.dealInsight.accuracy}</h2>
      <p className="quiet">{t.dealInsight.accuracyHint(format.number(accuracy.scored))}</p>
      <div className="deal-method-halves">
        <ScrollPanel label={t.dealInsight.brier}>
          <table className="table wrapped">
            <thead>
              <tr>
                <th scope="col">{t.dealInsight.forecaster}</th>
                <th scope="col" className="number">{t.dealInsight.brier}</th>
                <th scope="col">{t.dealInsight.interval}</th>
                <th scope="col" className="number">{t.dealInsight.baseRate}</th>
                <th scope="col" className="number">{t.dealInsight.againstModel}</th>
              </tr>
            </thead>
            <tbody>
              <Scores name={t.dealInsight.model} scores={accuracy.model} />
              {accuracy.managers.map((one) => <Scores key={one.manager.id} name={one.manager.name} scores={one.own} difference={one.difference} />)}
            </tbody>
          </table>
          <p className="panel-body quiet">{t.dealInsight.brierHint}</p>
        </ScrollPanel>
        <DrawnPicture title={t.dealInsight.reliability} drawing={<Reliability label={t.dealInsight.reliability} series={series} />} table={<ReliabilityTable series={series} />} beside={<p className="quiet">{t.dealInsight.reliabilityHint}</p>} />
      </div>
    </section>
  );
}

export default function WinRates() {
  const t = useTexts();
  const format = useFormats();
  const [params, setParams] = useSearchParams();
  const whose = useWhose();
  const by = byOf(params);
  const team = whose.team ? { team: whose.team } : {};
  const rates = useQuery(winRatesQuery({ by, ...team }));
  const accuracy = useQuery(accuracyQuery(team));
  const choose = (next: RatesBy) =>
    setParams((before) => {
      const after = new URLSearchParams(before);
      after.set('by', next);
      return after;
    }, { replace: true });
  return (
    <Page wide title={t.dealInsight.winRates}>
      <InsightTabs />
      <DealTabs />
      <WhoseChoice sellers={false} />
      <Loaded query={rates} lines={10}>
        {(found) =>
          found.closed === 0 ? <Empty title={t.dealInsight.noneClosed} hint={t.dealInsight.noneClosedHint} /> : (
            <>
              <p className="quiet">{t.dealInsight.ratesBasis(format.number(found.closed), format.moment(found.as_of))}</p>
              <Choices label={t.dealInsight.compareBy} value={by} onChange={choose} choices={BY.map((one) => ({ value: one, text: t.dealInsight.by[one] }))} />
              <Lines rates={found} />
              <details className="method-details">
                <summary>{t.dealInsight.shrinkage}</summary>
                <p>{t.dealInsight.shrinkageHint}</p>
              </details>
              <Tactics rates={found} />
            </>
          )
        }
      </Loaded>
      {accuracy.data && accuracy.data.scored > 0 ? <HowGood accuracy={accuracy.data} /> : null}
    </Page>
  );
}
