// What to do next and why: the step, the grade with its criteria, MAN, the golden five, intent and cadence. Answers are
// given where the question stands, and every piece of advice opens to its reasons.

import { useState } from 'react';
import { useAnswer, useIntentEvidence } from '../../api/advice';
import { useLabels } from '../../api/labels';
import type { Advice, Authority, Party } from '../../api/types';
import { EvidenceChips } from '../../components/log/EvidenceChips';
import { CadenceMark, GoldenMark, GradeMark, IntentMark } from '../../components/marks';
import { Advised } from '../../components/reasons';
import { useFormats, useTexts } from '../../i18n';
import { AnswerRow } from './AnswerRow';
import { ContactPolicy } from './ContactPolicy';
import { ManFigure } from './ManFigure';
import { PartyDeals } from '../deals/PartyDeals';
import { Judged } from '../judged/Judged';
import { Standing } from './Standing';

interface Props { party: Party; advice: Advice }

const AUTHORITIES: Authority[] = ['decides', 'recommends', 'vetoes', 'none', 'unknown'];

function Screening({ party, advice }: Props) {
  const t = useTexts();
  const format = useFormats();
  const { all, word } = useLabels();
  const answer = useAnswer(party.id);
  const { grade, score, firm, best_question } = advice.screening.value;
  return (
    <section className="advice-part" aria-label={t.record.grade}>
      <h3>{t.record.criteria}</h3>
      <Advised
        mark={<GradeMark grade={grade} size="large" />}
        text={
          <span className="grade-line">
            <b data-testid="score">{format.number(score.value, 1)}</b> {grade ? (firm ? t.record.firm : t.record.provisional) : t.record.notGraded}
            <small className="quiet">{score.low === score.high ? null : t.record.range(format.number(score.low, 1), format.number(score.high, 1))}</small>
          </span>
        }
        reasons={advice.screening.reasons}
      />
      {best_question ? <p>{t.record.askFirst(word(best_question, 'screening'))}</p> : null}
      {all('screening').map(({ code, text }) => (
        <AnswerRow
          key={code}
          question={text}
          given={advice.answers[code]}
          disabled={!party.can.edit || answer.isPending}
          onAnswer={(given) => answer.mutate({ topic: `screening.${code}`, answer: given })}
        />
      ))}
    </section>
  );
}

function Man({ party, advice }: Props) {
  const t = useTexts();
  const { word } = useLabels();
  const answer = useAnswer(party.id);
  const { cells, advice: code, also, questions } = advice.man.value;
  return (
    <section className="advice-part" aria-label={t.record.man}>
      <h3>{t.record.man}</h3>
      <Advised mark={<ManFigure cells={cells} />} text={word(code, 'man_advice')} reasons={advice.man.reasons} />
      {cells.length > 1 ? <p className="quiet">{t.record.manPossible(cells.join(' · '))}</p> : null}
      {questions[0] ? <p>{t.record.askFirst(word(questions[0], 'man'))}</p> : null}
      {also ? <p>{word(also, 'man_advice')}</p> : null}
      <label className="answer">
        <span>{t.record.authority}</span>
        <select className="input" value={advice.authority} disabled={!party.can.edit || answer.isPending} onChange={(event) => answer.mutate({ topic: 'authority', answer: event.target.value })}>
          {AUTHORITIES.map((one) => <option key={one} value={one}>{word(one, 'authority')}</option>)}
        </select>
      </label>
    </section>
  );
}

function Golden({ party, advice }: Props) {
  const t = useTexts();
  const { all, word } = useLabels();
  const answer = useAnswer(party.id);
  const { status, yes, no, unknown, next_question } = advice.golden.value;
  const golden = status === 'golden';
  const summary = golden ? t.record.goldenYes : no > 0 ? t.record.goldenNot(no) : t.record.goldenCount(yes, unknown);
  return (
    <section className="advice-part" aria-label={t.record.golden}>
      <h3>{t.record.golden}</h3>
      <Advised mark={golden ? <GoldenMark /> : null} text={summary} reasons={advice.golden.reasons} />
      {!golden && no === 0 && next_question ? <p>{t.record.askFirst(word(next_question, 'golden'))}</p> : null}
      {all('golden').map(({ code, text }) => (
        <AnswerRow
          key={code}
          question={text}
          given={advice.golden_answers[code]}
          disabled={!party.can.edit || answer.isPending}
          onAnswer={(given) => answer.mutate({ topic: `golden.${code}`, answer: given })}
        />
      ))}
    </section>
  );
}

function Intent({ party, advice }: Props) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const add = useIntentEvidence(party.id);
  const [adding, setAdding] = useState(false);
  const { level, score } = advice.intent.value;
  return (
    <section className="advice-part" aria-label={t.record.intent}>
      <div className="spread">
        <h3>{t.record.intent}</h3>
        {party.can.edit ? <button type="button" className="link" aria-expanded={adding} onClick={() => setAdding(!adding)}>{t.record.addEvidence}</button> : null}
      </div>
      <Advised text={<><IntentMark level={level} /> <span className="quiet">{t.common.points(format.number(score, 1))}</span></>} reasons={advice.intent.reasons} />
      {adding ? <EvidenceChips chosen={[]} onChange={([kind]) => kind && add.mutate({ kind }, { onSuccess: () => setAdding(false) })} /> : null}
      {advice.intent_evidence.length === 0 ? <p className="quiet">{t.record.noEvidence}</p> : null}
      <ul className="evidence">
        {advice.intent_evidence.slice(0, 6).map((one) => (
          <li key={one.id}>
            <span>{word(one.kind, 'intent')}</span>
            <span className="quiet">{[one.by?.name, format.day(one.at)].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function AdviceColumn({ party, advice }: Props) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const cadence = advice.cadence.value;
  const permission = advice.permission.value;
  const { action, at } = advice.next_step;
  return (
    <section className="panel record-advice" aria-label={t.record.advice}>
      <h2>{t.record.advice}</h2>
      <div className="panel-body">
        <section className="advice-part advice-next" aria-label={t.record.nextStep}>
          <Advised
            text={<><b>{action ? word(action, 'action') : t.record.nothingDue}</b> {at ? <span className="quiet">{format.relative(at)}</span> : null}</>}
            reasons={advice.next_step.reasons}
          />
          {permission.kind === 'allowed' ? null : (
            <Advised
              text={permission.kind === 'not_now' ? t.record.notAllowed(format.moment(permission.next)) : t.record.notAllowedAtAll}
              reasons={advice.permission.reasons}
            />
          )}
        </section>
        <PartyDeals party={party} />
        <Screening party={party} advice={advice} />
        <Man party={party} advice={advice} />
        <Golden party={party} advice={advice} />
        <Intent party={party} advice={advice} />
        <section className="advice-part" aria-label={t.record.cadence}>
          <h3>{t.record.cadence}</h3>
          <Advised
            text={<><CadenceMark state={cadence.state} /> {cadence.at ? t.record.nextContact(format.relative(cadence.at)) : null}</>}
            reasons={advice.cadence.reasons}
          />
          <p className="quiet">{cadence.days_since == null ? t.record.neverReached : t.record.sinceDays(format.number(cadence.days_since))}</p>
        </section>
        <Judged party={party} />
        <Standing party={party} advice={advice} />
        <ContactPolicy party={party} />
        <section className="advice-part" aria-label={t.record.steps}>
          <h3>{t.record.steps}</h3>
          <Advised text={word(advice.step.value, 'step')} reasons={advice.step.reasons} />
        </section>
      </div>
    </section>
  );
}
