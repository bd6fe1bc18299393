// Signs of intent heard or seen in this contact (APP-9). The usual ones first; the rest one click away.

import { useState } from 'react';
import { useLabels } from '../../api/labels';
import { useTexts } from '../../i18n';

const USUAL = ['asked_price', 'asked_terms', 'named_purchase_date', 'trial', 'brought_in_decider', 'not_now', 'content_with_rival', 'felt_warm'];

export function EvidenceChips({ chosen, onChange }: { chosen: string[]; onChange: (chosen: string[]) => void }) {
  const t = useTexts();
  const { all } = useLabels();
  const [everything, setEverything] = useState(false);
  const kinds = all('intent');
  const shown = everything ? kinds : kinds.filter(({ code }) => USUAL.includes(code) || chosen.includes(code));
  if (kinds.length === 0) return null;
  return (
    <div className="field">
      <span>{t.log.evidence}</span>
      <div className="chips log-evidence" role="group" aria-label={t.log.evidence}>
        {shown.map(({ code, text }) => (
          <button
            key={code}
            type="button"
            className="chip"
            aria-pressed={chosen.includes(code)}
            onClick={() => onChange(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code])}
          >
            {text}
          </button>
        ))}
        {everything || shown.length === kinds.length ? null : (
          <button type="button" className="link" onClick={() => setEverything(true)}>{t.common.more}</button>
        )}
      </div>
    </div>
  );
}
