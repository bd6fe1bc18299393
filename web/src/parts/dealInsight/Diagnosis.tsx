// What the deals in hand say about a seller, a team or all within reach (OPP-2, OPP-3): the value matrix, the nine-grid, and the
// readings, each with the rule behind it. Every square leads to its deals.

import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type Cell, type Diagnosis as Diagnosed, diagnosisQuery, type ValueClass, type Whose } from '../../api/dealMethod';
import { useLabels } from '../../api/labels';
import { DrawnPicture } from '../../components/DrawnPicture';
import { ClassMark } from '../../components/dealMarks';
import { Empty, Loaded, Page } from '../../components/page';
import { useFormats, useTexts } from '../../i18n';
import { type Dot, NineGrid, NineGridTable } from '../dealMethod/NineGrid';
import { CLASSES, type MatrixDot, ValueMatrix } from '../dealMethod/ValueMatrix';
import { InsightTabs } from '../supply/InsightTabs';
import { DealTabs } from './DealTabs';
import { listAddress } from './whose';
import { useWhose, WhoseChoice } from './WhoseChoice';
import '../dealMethod/dealMethod.css';
import './dealInsight.css';

const TONE = { note: 'ℹ', advice: '➜', warning: '⚠' } as const;

function useDots(found: Diagnosed) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const matrix: MatrixDot[] = [];
  const grid: Partial<Record<Cell, Dot[]>> = {};
  for (const point of found.points) {
    const amount = point.amount.kind === 'unknown' ? null : format.wholeMoney(point.amount.kind === 'known' ? point.amount.minor : point.amount.likely_minor, point.currency);
    const text = [point.party.name, point.name, amount, point.owner?.name, point.value_class ? word(point.value_class, 'value_class') : null, point.cell ? word(point.cell, 'opening') : null, point.value_firm && point.cell_firm ? null : t.dealMethod.provisional].filter(Boolean).join(' · ');
    if (point.value_class) matrix.push({ id: point.id, text, of: point.value_class, short: point.short ?? null, long: point.long ?? null });
    if (point.cell) (grid[point.cell] ??= []).push({ id: point.id, text });
  }
  return { matrix, grid };
}

function Portfolio({ found }: { found: Diagnosed }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const { portfolio } = found;
  const percent = (value: number) => format.percent(value / 100, 0);
  const deals = new Map(found.deals.map((deal) => [deal.id, deal.name]));
  const customers = new Map(found.customers.map((party) => [party.id, party.name]));
  return (
    <section className="panel" aria-label={t.dealInsight.portfolio}>
      <h2>{t.dealInsight.portfolio}</h2>
      <div className="panel-body stack">
        {portfolio.n < portfolio.needed ? <p>{t.common.tooFew(portfolio.n)} <span className="quiet">{t.dealInsight.needed(format.number(portfolio.needed))}</span></p> : null}
        {portfolio.n >= portfolio.needed && portfolio.readings.length === 0 ? <p className="quiet">{t.dealInsight.noReadings}</p> : null}
        <ul className="readings">
          {portfolio.readings.map((reading) => (
            <li key={`${reading.rule}-${reading.text}`} className={`reading reading-${reading.tone}`}>
              <p><b><span aria-hidden="true">{TONE[reading.tone]} </span>{word(reading.tone, 'reading_tone')}</b> {word(reading.text, 'portfolio_reading')}</p>
              <p className="quiet">{word(reading.rule, 'portfolio_rule')} · {t.dealInsight.ruleSeen(percent(reading.percent), percent(reading.from_percent))}</p>
              {reading.customer ? <p><Link to={`/prospects/${reading.customer}`}>{customers.get(reading.customer) ?? t.dealInsight.customer}</Link></p> : null}
              {reading.pick.length > 0 ? <p>{t.dealInsight.pick} {reading.pick.map((id, at) => <span key={id}>{at > 0 ? t.dealMethod.comma : ''}<Link to={`/deals/${id}`}>{deals.get(id) ?? '–'}</Link></span>)}</p> : null}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function Team({ found }: { found: Diagnosed }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const { cells } = found;
  return (
    <section className="panel" aria-label={t.dealInsight.teamReading}>
      <h2>{t.dealInsight.teamReading}</h2>
      <div className="panel-body stack">
        <p className="quiet">{t.dealInsight.teamBase(format.number(cells.n))}</p>
        {cells.n < cells.needed ? <p>{t.common.tooFew(cells.n)} <span className="quiet">{t.dealInsight.needed(format.number(cells.needed))}</span></p> : null}
        {cells.n >= cells.needed && cells.readings.length === 0 ? <p className="quiet">{t.dealInsight.noReadings}</p> : null}
        <ul className="readings">
          {cells.readings.map((reading) => (
            <li key={reading.rule} className="reading reading-advice">
              <p><b>{word(reading.text, 'team_reading')}</b></p>
              <p className="quiet">{word(reading.rule, 'team_rule')} · {t.dealInsight.countOf(format.number(reading.deals), format.number(reading.of))}{reading.from_percent == null ? '' : ` · ${t.dealInsight.from(format.percent(reading.from_percent / 100, 0))}`}</p>
            </li>
          ))}
        </ul>
        <details className="method-details">
          <summary>{t.dealInsight.firmCells}</summary>
          <p>{cells.cells.map((one) => `${one.cell.toUpperCase()} ${format.number(one.deals)}`).join(' · ')}</p>
        </details>
      </div>
    </section>
  );
}

function ClassTable({ found, to }: { found: Diagnosed; to: (of: ValueClass) => string }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to be reachable by keyboard
    <div className="table-scroll" role="region" aria-label={t.dealInsight.shares} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t.dealMethod.value}</th>
            <th scope="col" className="number">{t.dealMethod.deals}</th>
            <th scope="col" className="number">{t.dealInsight.byCount}</th>
            <th scope="col" className="number">{t.dealInsight.byAmount}</th>
          </tr>
        </thead>
        <tbody>
          {CLASSES.map((of) => {
            const share = found.portfolio.classes.find((one) => one.class === of);
            return (
              <tr key={of}>
                <th scope="row"><span className="row"><ClassMark of={of} /> <Link to={to(of)}>{word(of, 'value_class')}</Link></span></th>
                <td className="number">{format.number(share?.deals ?? 0)}</td>
                <td className="number">{share ? format.percent(share.percent / 100, 0) : '–'}</td>
                <td className="number">{share?.amount_percent == null ? '–' : format.percent(share.amount_percent / 100, 0)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Found({ found, whose }: { found: Diagnosed; whose: Whose }) {
  const t = useTexts();
  const format = useFormats();
  const dots = useDots(found);
  const toClass = (of: ValueClass) => listAddress(whose, { class: of });
  const toCell = (cell: Cell) => listAddress(whose, { cell });
  const classes: Partial<Record<ValueClass, number>> = Object.fromEntries(found.open_classes.map((one) => [one.of, one.deals]));
  const cells: Partial<Record<Cell, number>> = Object.fromEntries(found.open_cells.map((one) => [one.of, one.deals]));
  const without = found.open - Object.values(cells).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <p className="quiet">
        {t.dealInsight.basis(format.number(found.open), format.moment(found.as_of))}
        {found.without_class > 0 ? ` · ${t.dealInsight.withoutClass(format.number(found.without_class))}` : ''}
        {without > 0 ? ` · ${t.dealInsight.withoutCell(format.number(without))}` : ''}
        {found.without_amount > 0 ? ` · ${t.dealInsight.withoutAmount(format.number(found.without_amount), found.currency)}` : ''}
        {found.points.length < found.open ? ` · ${t.dealInsight.dotsShown(format.number(found.points.length))}` : ''}
      </p>
      <div className="deal-method-halves">
        <DrawnPicture
          title={t.dealInsight.matrix}
          drawing={<ValueMatrix label={t.dealInsight.matrix} border={found.large_from} counts={classes} dots={dots.matrix} to={toClass} />}
          table={<ClassTable found={found} to={toClass} />}
        />
        <DrawnPicture
          title={t.dealInsight.grid}
          drawing={<NineGrid label={t.dealInsight.grid} counts={cells} dots={dots.grid} to={toCell} />}
          table={<NineGridTable counts={cells} to={toCell} caption={t.dealInsight.openNow} />}
        />
        <Portfolio found={found} />
        <Team found={found} />
      </div>
    </>
  );
}

export default function Diagnosis() {
  const t = useTexts();
  const whose = useWhose();
  const diagnosis = useQuery(diagnosisQuery(whose));
  return (
    <Page wide title={t.dealInsight.title}>
      <InsightTabs />
      <DealTabs />
      <WhoseChoice />
      <Loaded query={diagnosis} lines={12}>
        {(found) => (found.open === 0 && found.cells.n === 0 ? <Empty title={t.dealInsight.emptyTitle} hint={t.dealInsight.emptyHint}><Link to="/deals">{t.dealInsight.toDeals}</Link></Empty> : <Found found={found} whose={whose} />)}
      </Loaded>
    </Page>
  );
}
