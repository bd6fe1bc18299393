// The opening of a deal (OPP-3): the nine-grid with the cells still possible and the trail, what each rival sees and will try,
// and the one answer that would move the cell.

import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useLabels } from '../../api/labels';
import type { Assessment, Deal, DealAdvice, OpeningQuestion, OpeningVerdict, RivalMirror, RivalOpening } from '../../api/dealMethod';
import { CellMark } from '../../components/dealMarks';
import { DrawnPicture } from '../../components/DrawnPicture';
import { ReasonList } from '../../components/reasons';
import { useFormats, useTexts } from '../../i18n';
import { History } from './History';
import { NineGrid } from './NineGrid';
import { OpeningForm } from './OpeningForm';
import { lastOf, nameOfQuestion } from './sheets';
import { usePlaybook } from '../playbook/usePlaybook';
import { Firmness } from './Value';

function useQuestion(names: Map<string, string>) {
  const t = useTexts();
  const { word } = useLabels();
  return (question: OpeningQuestion) => {
    if (question.about === 'territory') return word(question.question, 'territory_question');
    const rival = question.rival ? names.get(question.rival) : null;
    return [rival ? t.dealMethod.against(rival) : '', word(question.question, 'evidence_question')].filter(Boolean).join(t.dealMethod.colon);
  };
}

/** What a rival sees and will try. */
function Mirror({ mirror, read }: { mirror: RivalMirror; read: RivalOpening | undefined }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const playbook = usePlaybook();
  const { rival, cell, mirror: theirs } = mirror;
  const standing = read?.standing;
  return (
    <div className="mirror" role="group" aria-label={rival.name}>
      <p className="row">
        <CellMark cell={cell ?? null} />
        <b>{rival.name}</b>
        {mirror.takes_part ? null : <span className="quiet">{t.dealMethod.absent}</span>}
        <span className="quiet">
          {[
            read?.territory.territory ? word(read.territory.territory, 'territory') : null,
            standing?.standing ? word(standing.standing, 'standing') : mirror.takes_part ? t.dealMethod.standingOpen : null,
            standing?.percent == null ? null : t.dealMethod.percentRange(format.signed(Math.round(standing.percent)), format.signed(Math.round(standing.low_percent)), format.signed(Math.round(standing.high_percent))),
          ].filter(Boolean).join(' · ')}
        </span>
      </p>
      {theirs && mirror.takes_part ? (
        <>
          <p>{t.dealMethod.mirror(rival.name, theirs.toUpperCase())} <CellMark cell={theirs} /></p>
          <ul>{mirror.expect.map((play) => <li key={play}>{playbook.play(play)}</li>)}</ul>
        </>
      ) : null}
      {standing ? (
        <details className="method-details">
          <summary>{t.dealMethod.pointsOf(format.number(standing.people_known), format.number(standing.people))}</summary>
          <table className="table">
            <thead><tr><th scope="col">{t.dealMethod.question}</th><th scope="col" className="number">{t.dealMethod.pointsHead}</th></tr></thead>
            <tbody>
              {standing.points.map((one) => (
                <tr key={one.question}>
                  <th scope="row">{word(one.question, 'evidence_question')}</th>
                  <td className="number">{one.points == null ? t.common.unknown : `${format.signed(one.points)} / ${format.number(one.most, 1)}`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      ) : null}
    </div>
  );
}

function Result({ verdict, kind, ask, onAsk }: { verdict: OpeningVerdict; kind: string | null | undefined; ask: string | null; onAsk: (() => void) | 'people' | null }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const { value } = verdict;
  const possible = value.possible.map((one) => one.toUpperCase()).join(t.dealMethod.comma);
  return (
    <>
      <div className="method-result">
        <CellMark cell={value.cell ?? null} firm={value.firm} size="large" />
        <div>
          <p><b>{value.cell ? word(value.cell, 'opening') : t.dealMethod.cellOpen}</b> {kind ? `${t.dealMethod.colonSpace}${word(kind, 'opening_kind')}` : ''} <Firmness firm={value.firm} /></p>
          {value.firm ? null : <p className="quiet">{t.dealMethod.stillPossible(possible)}</p>}
          <p className="quiet">
            {value.territory.territory ? word(value.territory.territory, 'territory') : t.dealMethod.territoryOpen}
            {value.territory.lead == null ? '' : ` · ${t.dealMethod.lead(format.signed(Math.round(value.territory.lead)))}`}
            {value.territory.estimated ? ` · ${t.dealMethod.isEstimate}` : ''}
            {value.alone ? ` · ${t.dealMethod.alone}` : ''}
          </p>
        </div>
      </div>
      {ask ? (
        <p className="method-ask">
          {t.dealMethod.askFirst(ask)} {onAsk === 'people' ? <Link to="?show=people">{t.dealMethod.toPeople}</Link> : onAsk ? <button type="button" className="link" onClick={onAsk}>{t.dealMethod.answerNow}</button> : null}
        </p>
      ) : null}
    </>
  );
}

function Trail({ steps }: { steps: DealAdvice['trail'] }) {
  const t = useTexts();
  const format = useFormats();
  if (steps.length === 0) return null;
  return (
    <div role="group" aria-label={t.dealMethod.trail}>
      <span className="quiet">{t.dealMethod.trail}</span>
      <ol className="trail">{steps.map((step) => <li key={`${step.at}-${step.cell}`}><CellMark cell={step.cell} /> <span className="quiet">{format.day(step.at)}</span></li>)}</ol>
    </div>
  );
}

export function Opening({ deal, advice, assessments }: { deal: Deal; advice: DealAdvice; assessments: Assessment[] | undefined }) {
  const t = useTexts();
  const format = useFormats();
  const [editing, setEditing] = useState(false);
  const [focus, setFocus] = useState<string | null>(null);
  const verdict = advice.opening ?? null;
  const names = new Map([...deal.rivals.map((rival) => [rival.id, rival.name] as const), ...advice.mirrors.map(({ rival }) => [rival.id, rival.name] as const)]);
  const question = useQuestion(names);
  const may = deal.may_work && !deal.ending;
  const own = (assessments ?? []).filter((one) => one.kind === 'opening');
  const best = verdict?.value.best_question ?? null;
  const edit = (place: string | null) => {
    setFocus(place);
    setEditing(true);
  };
  return (
    <div className="stack">
      {verdict ? (
        <DrawnPicture
          title={t.dealMethod.opening}
          drawing={<NineGrid label={t.dealMethod.opening} cell={verdict.value.cell ?? null} possible={verdict.value.possible} trail={advice.trail.map((step) => step.cell)} />}
          table={
            <table className="table">
              <caption className="quiet">{t.dealMethod.trail}</caption>
              <thead><tr><th scope="col">{t.dealMethod.since}</th><th scope="col">{t.dealMethod.opening}</th></tr></thead>
              <tbody>{advice.trail.map((step) => <tr key={`${step.at}-${step.cell}`}><td>{format.moment(step.at)}</td><td><CellMark cell={step.cell} /></td></tr>)}</tbody>
            </table>
          }
          beside={
            <>
              <Result verdict={verdict} kind={advice.cell_kind} ask={best ? question(best) : null} onAsk={best && may && assessments ? (best.question === 'k4' ? 'people' : () => edit(nameOfQuestion(best))) : null} />
              <Trail steps={advice.trail} />
              {advice.mirrors.map((mirror) => <Mirror key={mirror.rival.id} mirror={mirror} read={verdict.value.rivals.find((one) => one.rival === mirror.rival.id)} />)}
              <details className="method-details">
                <summary>{t.dealMethod.reasons} · {t.common.asOf(`${verdict.rule.rule} ${verdict.rule.version}`, format.moment(verdict.as_of))}</summary>
                <ReasonList reasons={verdict.reasons} />
              </details>
              <History list={own} />
              {may && !editing ? <div className="row"><Button disabled={!assessments} onClick={() => edit(null)}>{t.dealMethod.openingAgain}</Button></div> : null}
            </>
          }
        />
      ) : (
        <section className="panel" aria-label={t.dealMethod.opening}>
          <h2>{t.dealMethod.opening}</h2>
          <div className="panel-body stack">
            <p className="quiet">{t.dealMethod.openingHint}</p>
            {may && !editing ? <div className="row"><Button type="primary" disabled={!assessments} onClick={() => edit(null)}>{t.dealMethod.openingNow}</Button></div> : null}
          </div>
        </section>
      )}
      {editing ? <OpeningForm key={focus ?? ''} deal={deal} last={lastOf(assessments, 'opening')} verdict={verdict} focus={focus} close={() => setEditing(false)} /> : null}
    </div>
  );
}
