// The classes side by side: heads, money, play. Every count leads to its list.

import { Link } from 'react-router';
import { useLabels } from '../../api/labels';
import type { ClassFigures, ClassOverview } from '../../api/types';
import { ScrollPanel } from '../../components/ScrollPanel';
import { useFormats, useTexts } from '../../i18n';
import { customersOf } from './addresses';

interface Props { figures: ClassFigures; currency: string }

export function AbcTable({ figures, currency }: Props) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  return (
    <ScrollPanel label={t.classes.abc}>
      <h2>{t.classes.abc}</h2>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t.classes.class}</th>
            <th scope="col" className="number">{t.classes.heads}</th>
            <th scope="col" className="number">{t.classes.headShare}</th>
            <th scope="col" className="number">{t.classes.usual}</th>
            <th scope="col" className="number">{t.classes.sales}</th>
            <th scope="col" className="number">{t.classes.salesShare}</th>
          </tr>
        </thead>
        <tbody>
          {figures.abc.map((one) => (
            <tr key={one.class}>
              <th scope="row">{word(one.class, 'abc')}</th>
              <td className="number"><Link to={customersOf({ abc: one.class })}>{format.number(one.heads)}</Link></td>
              <td className="number">{format.percent(one.head_share)}</td>
              <td className="number quiet">{format.percent(one.usual_head_share, 0)}</td>
              <td className="number">{format.money(one.sales_minor, currency)}</td>
              <td className="number">{format.percent(one.sales_share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {figures.top_profit ? (
        <p className="panel-body quiet">{t.classes.topProfit(format.number(figures.top_profit.heads), format.percent(figures.top_profit.share), format.number(figures.top_profit.n))}</p>
      ) : null}
    </ScrollPanel>
  );
}

export function ExistingTable({ figures, currency }: Props) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  return (
    <ScrollPanel label={t.classes.existing}>
      <h2>{t.classes.existing}</h2>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t.classes.class}</th>
            <th scope="col" className="number">{t.classes.heads}</th>
            <th scope="col" className="number">{t.classes.contribution}</th>
            <th scope="col" className="number">{t.classes.contributionShare}</th>
            <th scope="col">{t.classes.play}</th>
            <th scope="col">{t.classes.time}</th>
          </tr>
        </thead>
        <tbody>
          {figures.existing.map((one) => (
            <tr key={one.class}>
              <th scope="row">{word(one.class, 'existing_class')}</th>
              <td className="number"><Link to={customersOf({ existing: one.class })}>{format.number(one.heads)}</Link></td>
              <td className="number">{format.money(one.contribution_minor, currency)}</td>
              <td className="number">{format.percent(one.contribution_share)}</td>
              <td>{word(one.play, 'existing_play')}</td>
              <td>{word(one.time, 'time_advice')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollPanel>
  );
}

export function FaceTable({ figures, currency }: Props) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  return (
    <ScrollPanel label={t.classes.faces}>
      <h2>{t.classes.faces}</h2>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t.classes.face}</th>
            <th scope="col" className="number">{t.classes.heads}</th>
            <th scope="col" className="number">{t.classes.sales}</th>
            <th scope="col" className="number">{t.classes.margin}</th>
          </tr>
        </thead>
        <tbody>
          {figures.faces.map((one) => (
            <tr key={one.face}>
              <th scope="row">{word(one.face, 'face')}</th>
              <td className="number"><Link to={customersOf({ face: one.face })}>{format.number(one.heads)}</Link></td>
              <td className="number">{format.money(one.sales_minor, currency)}</td>
              <td className="number">{format.money(one.margin_minor, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollPanel>
  );
}

export function FlowTable({ figures }: { figures: ClassFigures }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const moved = figures.flow.filter((one) => one.was !== one.becomes);
  return (
    <ScrollPanel label={t.classes.flow}>
      <h2>{t.classes.flow}</h2>
      {moved.length === 0 ? <p className="panel-body quiet">{t.classes.flowNone}</p> : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t.classes.was}</th>
              <th scope="col">{t.classes.becomes}</th>
              <th scope="col" className="number">{t.classes.heads}</th>
            </tr>
          </thead>
          <tbody>
            {moved.map((one) => (
              <tr key={`${one.was} ${one.becomes}`}>
                <td>{word(one.was, 'existing_class')}</td>
                <td>{word(one.becomes, 'existing_class')}</td>
                <td className="number"><Link to={customersOf({ existing: one.becomes })}>{format.number(one.customers)}</Link></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </ScrollPanel>
  );
}

export function Dependences({ overview }: { overview: ClassOverview }) {
  const t = useTexts();
  const format = useFormats();
  const found = overview.figures?.dependences ?? [];
  if (found.length === 0) return null;
  return (
    <ScrollPanel label={t.classes.dependences}>
      <h2><span aria-hidden="true">▲ </span>{t.classes.dependences}</h2>
      <table className="table">
        <thead><tr><th scope="col">{t.classes.region}</th><th scope="col">{t.classes.customers}</th><th scope="col" className="number">{t.classes.share}</th></tr></thead>
        <tbody>
          {found.map((one) => (
            <tr key={`${one.region} ${one.party}`}>
              <td><Link to={customersOf({ region: one.region })}>{one.region}</Link></td>
              <td><Link to={`/prospects/${one.party}?show=classes`}>{overview.names[one.party] ?? '–'}</Link></td>
              <td className="number">{format.percent(one.share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollPanel>
  );
}
