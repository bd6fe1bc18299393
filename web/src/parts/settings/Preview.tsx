// What saving the changed thresholds would do: how many records move from which class to which, with some of them.

import { Link } from 'react-router';
import { useLabels } from '../../api/labels';
import type { SettingsPreview } from '../../api/types';
import { useFormats, useTexts } from '../../i18n';

export function Preview({ preview }: { preview: SettingsPreview }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const named = (set: string, code: string) => {
    if (set === 'golden') return code === 'yes' ? t.record.goldenYes : t.common.no;
    if (set === 'in_hand') return code === 'yes' ? t.common.yes : t.common.no;
    if (set === 'pool') return t.settings.poolMoves[code] ?? code;
    if (set === 'existing') return word(code, 'existing_class');
    if (set === 'rhythm') return word(code, 'rhythm_state');
    if (set === 'face' && code === 'none') return t.classes.none;
    return set === 'grade' && code === 'n' ? t.settings.notGraded : word(code, set);
  };
  return (
    <div className="settings-preview" role="status">
      <p><b>{t.settings.wouldChange(format.number(preview.changed), format.number(preview.looked_at))}</b></p>
      {preview.moves.map((move) => (
        <details key={`${move.class}${move.from}${move.to}`}>
          <summary>
            <span>{t.settings.classes[move.class] ?? move.class}</span>
            <span>{named(move.class, move.from)} → <b>{named(move.class, move.to)}</b></span>
            <span className="number">{format.number(move.count)}</span>
          </summary>
          <p>
            {move.examples.map((party) => <Link key={party.id} to={`/prospects/${party.id}`}>{party.name}</Link>)}
            {move.count > move.examples.length ? <span className="quiet">…</span> : null}
          </p>
        </details>
      ))}
    </div>
  );
}
