// The classes side by side: heads, money, play. Every count leads to its list.

import { Link } from 'react-router';
import { useLabels } from '../../api/labels';
import type { ClassFigures, ClassOverview } from '../../api/types';
import { ScrollPanel } from '../../components/ScrollPanel';
import { useFormats, useTexts } from '../../i18n';
import { ToList } from './ToList';

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
              <td className="number"><ToList filters={{ abc: one.class }}>{format.number(one.heads)}</ToList></td>
              <td className="number">{format.percent(one.head_share)}</td>
              <td className="number quiet">{format.percent(one.usual_head_share, 0)}</td>
              <td className="number">{format.wholeMoney(one.sales_minor, currency)}</td>
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
          </tr>
        </thead>
        <tbody>
          {figures.existing.map((one) => (
            <tr key={one.class}>
              <th scope="row">{word(one.class, 'existing_class')}</th>
              <td className="number"><ToList filters={{ existing: one.class }}>{format.number(one.heads)}</ToList></td>
              <td className="number">{format.wholeMoney(one.contribution_minor, currency)}</td>
              <td className="number">{format.percent(one.contribution_share)}</td>
              <td>{word(one.play, 'existing_play')} <small className="quiet classes-time">{word(one.time, 'time_advice')}</small></td>
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
              <td className="number"><ToList filters={{ face: one.face }}>{format.number(one.heads)}</ToList></td>
              <td className="number">{format.wholeMoney(one.sales_minor, currency)}</td>
              <td className="number">{format.wholeMoney(one.margin_minor, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
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
              <td><ToList filters={{ region: one.region }}>{one.region}</ToList></td>
              <td><Link to={`/prospects/${one.party}?show=classes`}>{overview.names[one.party] ?? '–'}</Link></td>
              <td className="number">{format.percent(one.share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollPanel>
  );
}
