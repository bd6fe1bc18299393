// The panel beside the worklist: the number, what was said last, all the reasons, and the log form.

import { Link } from 'react-router';
import type { ActivityKind, NewActivity, Outcome, WorklistLine } from '../../api/types';
import { Disposition } from '../../components/Disposition';
import { LogPanel } from '../../components/log/LogPanel';
import { GoldenMark, GradeMark, IntentMark } from '../../components/marks';
import { PhoneReveal } from '../../components/Reveal';
import { Advised, useReasonLine } from '../../components/reasons';
import { useTaskTitle } from '../../components/taskTitle';
import { useFormats, useTexts } from '../../i18n';

interface Props {
  line: WorklistLine;
  revealSignal: number;
  onSave: (activity: NewActivity, outcome: Outcome | null) => void;
  onClose: () => void;
}

export function LogSide({ line, revealSignal, onSave, onClose }: Props) {
  const t = useTexts();
  const format = useFormats();
  const reasonLine = useReasonLine();
  const titleOf = useTaskTitle();
  const { party, task } = line;
  const kind: ActivityKind = line.action === 'visit' ? 'visit' : 'call';
  return (
    <aside className="side" aria-label={t.log.title(party.name)}>
      <header className="side-head">
        <GradeMark grade={party.grade} size="large" />
        <div className="side-who">
          <h2>
            {party.name} {party.golden ? <GoldenMark /> : null}
          </h2>
          <p className="quiet one-line">{[party.position, party.employer, party.city].filter(Boolean).join(' · ')}</p>
        </div>
        <Link to={`/prospects/${party.id}`}>{t.today.openRecord}</Link>
      </header>
      <div className="side-facts">
        <PhoneReveal party={party.id} masked={party.phone ?? null} signal={revealSignal} />
        <IntentMark level={party.intent} />
        {line.callable_at ? <span>{t.today.whenAllowed(format.moment(line.callable_at))}</span> : null}
      </div>
      {line.action === 'decide' ? <div><Disposition party={party} /></div> : null}
      {task ? <p>{t.today.taskDue(titleOf(task), format.relative(task.due_at))}</p> : null}
      {line.last_words ? (
        <p className="side-words">
          <span className="quiet">{t.today.lastWords}</span> {line.last_words}
        </p>
      ) : null}
      <Advised text={reasonLine(line.reasons)} reasons={line.reasons} />
      <LogPanel party={party.id} name={party.name} customer={party.status === 'customer'} kind={kind} taskId={task?.id ?? null} saveLabel={t.log.save} onSave={onSave} onClose={onClose} />
    </aside>
  );
}
