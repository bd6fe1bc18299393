// One fact, edited in its place. When somebody else changed it meanwhile, both values are shown and nothing typed is
// lost; a change elsewhere on the record is no conflict and is saved on top.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { partyQuery, patchParty, refreshParty } from '../../api/parties';
import { currentOf } from '../../api/problem';
import type { Party, PartyChange } from '../../api/types';
import { Differences } from '../../components/Differences';
import { isComposing } from '../../components/keyboard';
import { ProblemNote } from '../../components/problems';
import { useTexts } from '../../i18n';

interface Props {
  party: Party;
  label: string;
  value: string;
  /** how this fact is read from a newer version of the record */
  read: (latest: Party) => string;
  change: (value: string) => PartyChange;
  open?: boolean;
  onDone?: () => void;
  hint?: string;
  type?: 'text' | 'date' | 'number';
}

export function EditableFact({ party, label, value, read, change, open, onDone, hint, type = 'text' }: Props) {
  const t = useTexts();
  const client = useQueryClient();
  const [typed, setTyped] = useState<string | null>(open ? value : null);
  const [theirs, setTheirs] = useState<Party | null>(null);
  const [mine, setMine] = useState('');

  const finish = () => {
    setTyped(null);
    setTheirs(null);
    onDone?.();
  };
  const save = useMutation({
    mutationFn: async (text: string) => {
      const before = theirs ?? party;
      const send = (version: number) => patchParty(party.id, version, change(text.trim()));
      try {
        return await send(before.version);
      } catch (error) {
        const latest = currentOf<Party>(error);
        if (!latest) throw error;
        if (read(latest) === read(before)) return send(latest.version);
        setTheirs(latest);
        setMine(text);
        return null;
      }
    },
    meta: { quiet: true },
    onSuccess: (saved) => {
      if (!saved) return;
      client.setQueryData(partyQuery(party.id).queryKey, saved);
      refreshParty(client, party.id);
      finish();
    },
  });

  if (typed === null) {
    const shown = value || '–';
    return party.can.edit ? (
      <button type="button" className="fact-value" aria-label={`${t.record.editFact(label)}: ${value || t.common.none}`} onClick={() => setTyped(value)}>
        {shown}
      </button>
    ) : (
      <span>{shown}</span>
    );
  }
  return (
    <div className="fact-edit">
      <input
        className="input"
        type={type}
        aria-label={label}
        placeholder={hint}
        autoFocus
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === 'Enter') {
            event.preventDefault();
            save.mutate(typed);
          } else if (event.key === 'Escape') {
            event.stopPropagation();
            finish();
          }
        }}
      />
      {theirs ? (
        <Differences
          joined={{ fields: {}, clashes: [{ field: label, mine, theirs: read(theirs) }], taken: [] }}
          label={() => label}
          value={() => typed}
          choose={(_, chosen) => setTyped(chosen)}
        />
      ) : null}
      <div className="row">
        <Button size="small" type="primary" loading={save.isPending} onClick={() => save.mutate(typed)}>{t.common.save}</Button>
        <Button size="small" onClick={finish}>{t.common.cancel}</Button>
      </div>
      <ProblemNote error={save.error} />
    </div>
  );
}
