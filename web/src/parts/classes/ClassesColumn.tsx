// Every class of a customer, each with its reasons and what to do, and how it came to be. All lines together stand open, a
// single line is folded behind its classes.

import { useQuery } from '@tanstack/react-query';
import { partyClassesQuery } from '../../api/classes';
import { useLabels } from '../../api/labels';
import type { LineClasses, Party, PartyClasses } from '../../api/types';
import { Loaded } from '../../components/page';
import { Advised } from '../../components/reasons';
import { useFormats, useTexts } from '../../i18n';
import { useLineName } from '../orders/lineName';
import { useClassLetters, useClassWord } from './words';
import '../supply/supply.css';
import './classes.css';

function Rhythm({ line }: { line: LineClasses }) {
  const t = useTexts();
  const rhythm = line.rhythm.value;
  const state = rhythm.base === 'nothing' ? t.classes.notJudged : rhythm.alert ? t.classes.silentNow : t.classes.inRhythm;
  return <Advised text={state} reasons={line.rhythm.reasons} mark={rhythm.alert ? <span aria-hidden="true">▲ </span> : null} />;
}

function Lifetime({ line, currency }: { line: LineClasses; currency: string }) {
  const t = useTexts();
  const format = useFormats();
  const { alive, expected_purchases, value_minor } = line.lifetime;
  return (
    <dl className="supply-whole">
      <div><dt>{t.classes.alive}</dt><dd>{alive == null ? (line.once ? t.classes.unknownOnce : '–') : format.percent(alive, 0)}</dd></div>
      <div><dt>{t.classes.expected}</dt><dd>{expected_purchases == null ? '–' : format.number(expected_purchases, 1)}</dd></div>
      <div><dt>{t.classes.lifetimeValue}</dt><dd>{value_minor == null ? '–' : format.wholeMoney(value_minor, currency)}</dd></div>
    </dl>
  );
}

function OfLine({ line, currency }: { line: LineClasses; currency: string }) {
  const t = useTexts();
  const { word } = useLabels();
  const lineName = useLineName();
  const letters = useClassLetters();
  const all = <Classes line={line} currency={currency} />;
  if (!line.line) return <section className="stack classes-line" aria-label={t.classes.allLines}><h3>{t.classes.allLines}</h3>{all}</section>;
  return (
    <details className="classes-line">
      <summary>
        <b>{lineName(line.line)}</b>{' '}
        <span className="quiet">{[line.abc.value.toUpperCase(), letters(line.existing.value), line.face ? word(line.face.face, 'face') : ''].filter(Boolean).join(' · ')}</span>
      </summary>
      <div className="stack">{all}</div>
    </details>
  );
}

function Classes({ line, currency }: { line: LineClasses; currency: string }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const moves = [...line.moves, ...(line.face?.moves ?? [])];
  return (
    <>
      <Advised text={word(line.abc.value, 'abc')} reasons={line.abc.reasons} />
      <Advised text={[word(line.existing.value, 'existing_class'), word(line.play, 'existing_play'), word(line.time, 'time_advice')].filter(Boolean).join(' · ')} reasons={line.existing.reasons} />
      {line.face ? (
        <>
          <Advised text={[word(line.face.face, 'face'), line.face.tie ? t.classes.tie : ''].filter(Boolean).join(' · ')} reasons={line.face.reasons} />
          <p className="quiet">{t.classes.confirmHint}</p>
        </>
      ) : null}
      {moves.length > 0 ? <div><h4>{t.classes.moves}</h4><ul className="classes-moves">{moves.map((move) => <li key={move}>{word(move, 'class_move')}</li>)}</ul></div> : null}
      {line.ask.length > 0 ? <div><h4>{t.classes.toAsk}</h4><ul className="classes-moves">{line.ask.map((cause) => <li key={cause}>{word(cause, 'unsteady_cause')}</li>)}</ul></div> : null}
      <div><h4>{t.classes.rhythm}</h4><Rhythm line={line} /></div>
      {line.rfm ? <p>{t.classes.rfmSeen(format.number(line.rfm.recency), format.number(line.rfm.frequency), format.number(line.rfm.money))}</p> : null}
      {line.first && line.last ? <p className="quiet">{t.classes.firstLast(format.day(line.first), format.day(line.last))}</p> : null}
      <Lifetime line={line} currency={currency} />
    </>
  );
}

function History({ history }: { history: PartyClasses['history'] }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const classWord = useClassWord();
  const lineName = useLineName();
  if (history.length === 0) return null;
  return (
    <section className="stack classes-line" aria-label={t.classes.history}>
      <h3>{t.classes.history}</h3>
      {history.map((change) => (
        <Advised key={change.id} text={[format.day(change.as_of), change.line ? lineName(change.line) : '', word(change.kind, 'class_kind'), t.classes.moved(classWord(change.kind, change.was), classWord(change.kind, change.becomes))].filter(Boolean).join(' ')} reasons={change.reasons} />
      ))}
    </section>
  );
}

export function ClassesColumn({ party }: { party: Party }) {
  const t = useTexts();
  const format = useFormats();
  const classes = useQuery(partyClassesQuery(party.id));
  return (
    <section className="panel record-timeline" aria-label={t.classes.tab}>
      <h2>{t.classes.tab}</h2>
      <div className="panel-body stack">
        <Loaded query={classes} lines={8}>
          {(data) => (
            <>
              {data.run ? <p className="quiet">{t.classes.basis(format.day(data.run.as_of), format.moment(data.run.recorded_at ?? data.run.asked_at), format.number(data.run.orders), format.number(data.run.settings_version))}</p> : null}
              {data.lines.length === 0 ? <p>{t.classes.noneYet}</p> : data.lines.map((line) => <OfLine key={line.line?.id ?? ''} line={line} currency={data.run?.currency ?? 'CNY'} />)}
              <History history={data.history} />
            </>
          )}
        </Loaded>
      </div>
    </section>
  );
}
