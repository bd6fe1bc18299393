// How good the alert on silences is, and which models stand behind lifetime values (CLA-7).

import type { ClassFigures } from '../../api/types';
import { MeasuredCell } from '../../components/MeasuredCell';
import { ScrollPanel } from '../../components/ScrollPanel';
import { useFormats, useTexts } from '../../i18n';
import { dayBefore } from './addresses';

export function BackTest({ test }: { test: NonNullable<ClassFigures['back_test']> }) {
  const t = useTexts();
  const format = useFormats();
  return (
    <section className="panel" aria-label={t.classes.backTest}>
      <h2>{t.classes.backTest}</h2>
      <p className="panel-body quiet">{t.classes.backTestSeen(format.day(test.from), format.day(dayBefore(test.to)))}</p>
      <dl className="supply-whole">
        <div><dt>{t.classes.judged}</dt><dd>{format.number(test.judged)}</dd></div>
        <div><dt>{t.classes.alerts}</dt><dd>{format.number(test.alerts)}</dd></div>
        <div><dt>{t.classes.falseAlarms}</dt><dd>{format.number(test.false_alarms)}</dd></div>
        <div><dt>{t.classes.precision}</dt><dd><MeasuredCell measured={test.precision} show={format.percent} /></dd></div>
        <div><dt>{t.classes.recall}</dt><dd><MeasuredCell measured={test.recall} show={format.percent} /></dd></div>
        <div><dt>{t.classes.baseRate}</dt><dd><MeasuredCell measured={test.base_rate} show={format.percent} /></dd></div>
      </dl>
    </section>
  );
}

export function LifetimeModels({ models }: { models: ClassFigures['lifetime'] }) {
  const t = useTexts();
  const format = useFormats();
  return (
    <ScrollPanel label={t.classes.lifetime}>
      <h2>{t.classes.lifetime}</h2>
      {models ? (
        <>
          <p className="panel-body quiet">
            {t.classes.lifetimeSeen(format.number(models.customers), format.number(models.repeaters), format.number(models.horizon_weeks), format.percent(models.yearly_discount_percent / 100, 0))}
          </p>
          <table className="table">
            <thead><tr><th scope="col">{t.classes.parameter}</th><th scope="col" className="number">{t.classes.value}</th><th scope="col" className="number">{t.classes.error}</th></tr></thead>
            <tbody>
              {[...models.rhythm, ...models.money].map(({ name, value, error }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td className="number">{format.number(value, 4)}</td>
                  <td className="number">{error == null ? '–' : format.number(error, 4)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : <p className="panel-body quiet">{t.classes.lifetimeNone}</p>}
    </ScrollPanel>
  );
}
