// One line of the worklist: who, what to do, and one line of reasons that opens to all of them.

import { memo, useState } from 'react';
import { useLabels } from '../../api/labels';
import type { WorklistLine } from '../../api/types';
import { GoldenMark, GradeMark, ReturnMark } from '../../components/marks';
import { ReasonList, useReasonLine } from '../../components/reasons';
import { useFormats, useTexts } from '../../i18n';

interface Props { line: WorklistLine; chosen: boolean; lent?: boolean | undefined; onChoose: (party: string) => void; onLog: (party: string) => void }

export const Line = memo(function Line({ line, chosen, lent, onChoose, onLog }: Props) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const reasonLine = useReasonLine();
  const [open, setOpen] = useState(false);
  const { party } = line;
  const others = lent && party.owner ? t.sharing.whose(party.owner.name) : null;
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- a click anywhere chooses; the keyboard has j, k and the buttons inside
    <li className="line" data-chosen={chosen} aria-current={chosen ? 'true' : undefined} onClick={() => onChoose(party.id)}>
      <span className="line-rank quiet">{line.rank}</span>
      <GradeMark grade={party.grade} />
      <div className="line-who">
        <button type="button" className="line-name" onClick={() => onLog(party.id)} title={t.today.open}>
          {party.name}
        </button>
        {party.golden ? <GoldenMark /> : null} <ReturnMark party={party} />
        <span className="quiet one-line">{[others, party.position, party.employer].filter(Boolean).join(' · ')}</span>
      </div>
      <details className="line-why" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="one-line" title={t.today.whyHere}>{reasonLine(line.reasons)}</summary>
        {open ? <ReasonList reasons={line.reasons} /> : null}
      </details>
      <div className="line-action">
        <span className="line-do">{word(line.action, 'action')}</span>
        {line.callable_at ? (
          <small className="quiet">{t.today.whenAllowed(format.moment(line.callable_at))}</small>
        ) : line.task ? (
          <small className="quiet">{format.relative(line.task.due_at)}</small>
        ) : null}
      </div>
    </li>
  );
});
