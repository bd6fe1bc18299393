// What the customer of a deal is worth (OPP-2): both axes, the class with its policy, how sure that is, and what to ask next.

import { Button } from 'antd';
import { useState } from 'react';
import { useLabels } from '../../api/labels';
import type { Assessment, AxisReading, Deal, ValueVerdict } from '../../api/dealMethod';
import { ClassMark } from '../../components/dealMarks';
import { DrawnPicture } from '../../components/DrawnPicture';
import { ReasonList } from '../../components/reasons';
import { useFormats, useTexts } from '../../i18n';
import { History } from './History';
import { ANCHORS, lastOf } from './sheets';
import { ValueForm } from './ValueForm';
import { ValueMatrix } from './ValueMatrix';

/** The highest worded anchor that a score reaches. */
export function anchorOf(score: number): number {
  return ANCHORS.findLast((anchor) => score >= anchor) ?? 0;
}

/** The words of a factor's anchor carry another name than the factor. */
export const anchorCode = (factor: string, anchor: number) => `${factor === 'target_gap' ? 'target' : factor}_${anchor}`;

function useScore() {
  const format = useFormats();
  return (score: number | null | undefined, low: number, high: number) => {
    const range = high - low > 0.049 ? `${format.number(low, 1)}–${format.number(high, 1)}` : '';
    if (score == null) return range || '?';
    return range ? `${format.number(score, 1)} (${range})` : format.number(score, 1);
  };
}

function Axis({ axis, name }: { axis: AxisReading; name: string }) {
  const t = useTexts();
  const { word } = useLabels();
  const show = useScore();
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={2}>{word(axis.axis, 'value_axis')} {name}</th>
        <td className="number"><b>{show(axis.score, axis.low, axis.high)}</b></td>
        <td>{axis.large == null ? t.common.unknown : axis.large ? t.dealMethod.large : t.dealMethod.small}{axis.on_border ? ` · ${t.dealMethod.onBorder}` : ''}</td>
      </tr>
      {axis.factors.map((factor) => (
        <tr key={factor.factor}>
          <td>{word(factor.factor, 'value_factor')}</td>
          <td className="number quiet">{t.dealMethod.weight(String(Math.round(factor.weight)))}</td>
          <td className="number">{show(factor.score, factor.low, factor.high)}</td>
          <td className="quiet">{factor.score == null ? t.common.unknown : word(anchorCode(factor.factor, anchorOf(factor.score)), 'value_anchor')}</td>
        </tr>
      ))}
    </tbody>
  );
}

function Factors({ verdict }: { verdict: ValueVerdict }) {
  const t = useTexts();
  const { short_term: short, long_term: long } = verdict.value;
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to be reachable by keyboard
    <div className="table-scroll" role="region" aria-label={t.dealMethod.factors} tabIndex={0}>
      <table className="table factor-table">
        <thead>
          <tr>
            <th scope="col">{t.dealMethod.factor}</th>
            <th scope="col" className="number">{t.dealMethod.weightHead}</th>
            <th scope="col" className="number">{t.dealMethod.score}</th>
            <th scope="col">{t.dealMethod.means}</th>
          </tr>
        </thead>
        <Axis axis={short} name="S" />
        <Axis axis={long} name="L" />
      </table>
    </div>
  );
}

export function Firmness({ firm }: { firm: boolean }) {
  const t = useTexts();
  return <span className="quiet method-firm">{firm ? `✓ ${t.dealMethod.firm}` : `? ${t.dealMethod.provisional}`}</span>;
}

function Result({ verdict, policy }: { verdict: ValueVerdict; policy: string | null | undefined }) {
  const t = useTexts();
  const { word } = useLabels();
  const { value } = verdict;
  return (
    <>
      <div className="method-result">
        <ClassMark of={value.class ?? null} firm={value.firm} size="large" />
        <p>
          <b>{value.class ? word(value.class, 'value_class') : t.dealMethod.classOpen}</b> <Firmness firm={value.firm} />
          {value.class ? null : <span className="quiet"> {t.dealMethod.stillPossible(value.possible.map((one) => one.replace('class_', '')).join(t.dealMethod.comma))}</span>}
        </p>
      </div>
      {policy ? <p className="method-policy">{word(policy, 'value_policy')}</p> : null}
      {value.best_question ? <p className="method-ask">{t.dealMethod.askFirst(word(value.best_question, 'value_factor'))}</p> : null}
    </>
  );
}

export function Value({ deal, verdict, policy, assessments }: { deal: Deal; verdict: ValueVerdict | null; policy: string | null | undefined; assessments: Assessment[] | undefined }) {
  const t = useTexts();
  const format = useFormats();
  const [editing, setEditing] = useState(false);
  const may = deal.may_work && !deal.ending;
  const own = (assessments ?? []).filter((one) => one.kind === 'value');
  return (
    <div className="stack">
      {verdict ? (
        <DrawnPicture
          title={t.dealMethod.value}
          drawing={<ValueMatrix label={t.dealMethod.value} one={{ short: verdict.value.short_term, long: verdict.value.long_term, of: verdict.value.class ?? null }} />}
          table={<Factors verdict={verdict} />}
          beside={
            <>
              <Result verdict={verdict} policy={policy} />
              <details className="method-details">
                <summary>{t.dealMethod.reasons} · {t.common.asOf(`${verdict.rule.rule} ${verdict.rule.version}`, format.moment(verdict.as_of))}</summary>
                <ReasonList reasons={verdict.reasons} />
              </details>
              <History list={own} />
              {may && !editing ? <div className="row"><Button disabled={!assessments} onClick={() => setEditing(true)}>{t.dealMethod.valueAgain}</Button></div> : null}
            </>
          }
        />
      ) : (
        <section className="panel" aria-label={t.dealMethod.value}>
          <h2>{t.dealMethod.value}</h2>
          <div className="panel-body stack">
            <p className="quiet">{t.dealMethod.valueHint}</p>
            {may && !editing ? <div className="row"><Button type="primary" disabled={!assessments} onClick={() => setEditing(true)}>{t.dealMethod.valueNow}</Button></div> : null}
          </div>
        </section>
      )}
      {editing ? <ValueForm deal={deal} last={lastOf(assessments, 'value')} close={() => setEditing(false)} /> : null}
    </div>
  );
}
