// What waits for the reader's decision on Today: faces to confirm or approve, settlements to decide.

import { Link } from 'react-router';
import { useLabels } from '../../api/labels';
import type { WaitingDecision } from '../../api/types';
import { useFormats, useTexts } from '../../i18n';
import '../record/record.css';
import './judged.css';

export function Decisions({ decisions }: { decisions: WaitingDecision[] }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  if (decisions.length === 0) return null;
  return (
    <section className="panel" aria-label={t.judged.decisions}>
      <h2>{t.judged.decisions}</h2>
      <ul className="evidence panel-body judged-waiting">
        {decisions.map((one) => (
          <li key={`${one.kind}-${one.party.id}`}>
            <span>
              <Link to={`/prospects/${one.party.id}`}>{one.party.name}</Link>{' '}
              {[word(one.state, one.kind === 'face' ? 'face_state' : 'settlement_state'), word(one.face, 'face'), word(one.advice, 'settlement_advice'), one.note].filter(Boolean).join(' · ')}
            </span>
            <span className="quiet">{[one.by?.name, format.day(one.at)].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
