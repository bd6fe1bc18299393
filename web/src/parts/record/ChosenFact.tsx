// A fact that is one of the method's words, chosen in its place.

import { asProblem } from '../../api/problem';
import { patchParty, usePartyChange } from '../../api/parties';
import type { Party, PartyChange } from '../../api/types';
import { useTexts } from '../../i18n';

interface Props {
  party: Party;
  label: string;
  value: string | null | undefined;
  choices: { code: string; text: string }[];
  change: (code: string) => Omit<PartyChange, 'version'>;
}

export function ChosenFact({ party, label, value, choices, change }: Props) {
  const t = useTexts();
  const save = usePartyChange(party.id, (code: string) => patchParty(party.id, { version: party.version, ...change(code) }));
  const shown = choices.find((one) => one.code === value)?.text;
  if (!party.can.edit) return <span>{shown ?? '–'}</span>;
  return (
    <>
      <select className="input" aria-label={label} value={value ?? ''} disabled={save.isPending} onChange={(event) => save.mutate(event.target.value)}>
        {value ? null : <option value="">–</option>}
        {choices.map((one) => <option key={one.code} value={one.code}>{one.text}</option>)}
      </select>
      {save.error && asProblem(save.error).code === 'changed_meanwhile' ? <small className="field-problem">{t.record.conflictTitle}</small> : null}
    </>
  );
}
