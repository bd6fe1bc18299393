// A fact that is one of the method's words, chosen in its place. When somebody else chose another meanwhile, both are
// shown; a change elsewhere on the record is no conflict.

import { useState } from 'react';
import { patchParty, usePartyChange } from '../../api/parties';
import { currentOf } from '../../api/problem';
import type { Party, PartyChange } from '../../api/types';
import { Differences } from '../../components/Differences';

interface Props {
  party: Party;
  label: string;
  /** how this fact is read from a version of the record */
  read: (latest: Party) => string | null | undefined;
  choices: { code: string; text: string }[];
  change: (code: string) => PartyChange;
}

export function ChosenFact({ party, label, read, choices, change }: Props) {
  const [clash, setClash] = useState<{ theirs: Party; mine: string } | null>(null);
  const save = usePartyChange(party.id, async (code: string) => {
    const before = clash?.theirs ?? party;
    try {
      await patchParty(party.id, before.version, change(code));
      setClash(null);
    } catch (error) {
      const latest = currentOf<Party>(error);
      if (!latest) throw error;
      if (read(latest) === read(before)) await patchParty(party.id, latest.version, change(code));
      else setClash({ theirs: latest, mine: code });
    }
  });
  const value = read(party);
  const word = (code: string | null | undefined) => choices.find((one) => one.code === code)?.text;
  if (!party.can.edit) return <span>{word(value) ?? '–'}</span>;
  return (
    <>
      <select className="input" aria-label={label} value={value ?? ''} disabled={save.isPending} onChange={(event) => save.mutate(event.target.value)}>
        {value ? null : <option value="">–</option>}
        {choices.map((one) => <option key={one.code} value={one.code}>{one.text}</option>)}
      </select>
      {clash ? (
        <Differences
          joined={{ fields: {}, clashes: [{ field: label, mine: clash.mine, theirs: read(clash.theirs) ?? '' }], taken: [] }}
          label={() => label}
          show={(_, code) => word(code) ?? code}
          value={() => ''}
          choose={(_, code) => (code === read(clash.theirs) ? setClash(null) : save.mutate(code))}
        />
      ) : null}
    </>
  );
}
