// Classes that changed, on Today: the figures, the play, and what to ask.

import { Button } from 'antd';
import { Link } from 'react-router';
import { useSeeChange } from '../../api/classes';
import { useLabels } from '../../api/labels';
import type { ClassChange } from '../../api/types';
import { ProblemNote } from '../../components/problems';
import { Advised } from '../../components/reasons';
import { useTexts } from '../../i18n';
import { useClassWord } from './words';
import './classes.css';

export function ClassChanges({ changes }: { changes: ClassChange[] }) {
  const t = useTexts();
  const { word } = useLabels();
  const classWord = useClassWord();
  const see = useSeeChange();
  if (changes.length === 0) return null;
  return (
    <section className="panel" aria-label={t.classes.news}>
      <h2>{t.classes.news}</h2>
      <ul className="panel-body stack classes-news">
        {changes.map((change) => (
          <li key={change.id} className="spread">
            <div>
              <Link to={`/prospects/${change.party.id}?show=classes`}>{change.party.name}</Link>{' '}
              <b>{t.classes.moved(classWord(change.kind, change.was), classWord(change.kind, change.becomes))}</b>
              <Advised
                text={[word(change.play, 'existing_play'), word(change.time, 'time_advice'), ...change.moves.map((move) => word(move, 'class_move'))].filter(Boolean).join(' · ') || t.classes.reasonsOf}
                reasons={change.reasons}
              />
              {change.ask.length > 0 ? <p className="quiet">{t.classes.toAsk}: {change.ask.map((cause) => word(cause, 'unsteady_cause')).join(' · ')}</p> : null}
            </div>
            <Button size="small" loading={see.isPending && see.variables === change.id} onClick={() => see.mutate(change.id)}>{t.classes.seen}</Button>
          </li>
        ))}
      </ul>
      <ProblemNote error={see.error} />
    </section>
  );
}
