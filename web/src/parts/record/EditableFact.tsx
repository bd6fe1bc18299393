// One fact, edited in its place. When somebody else changed the record meanwhile, both values are shown and nothing
// typed is lost; a change elsewhere on the record is no conflict and is saved on top.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { partyQuery, patchParty, refreshParty } from '../../api/parties';
import { asProblem } from '../../api/problem';
import type { Party, PartyChange } from '../../api/types';
import { isComposing } from '../../components/keyboard';
import { ProblemNote } from '../../components/problems';
import { useTexts } from '../../i18n';

interface Props {
  party: Party;
  label: string;
  value: string;
  /** how this fact is read from a newer version of the record */
  read: (latest: Party) => string;
  change: (value: string) => Omit<PartyChange, 'version'>;
  open?: boolean;
  onDone?: () => void;
  hint?: string;
  type?: 'text' | 'date' | 'number';
}

export function EditableFact({ party, label, value, read, change, open, onDone, hint, type = 'text' }: Props) {
  const t = useTexts();
  const client = useQueryClient();
  const [typed, setTyped] = useState<string | null>(open ? value : null);
  const [theirs, setTheirs] = useState<string | null>(null);

  const finish = () => {
    setTyped(null);
    setTheirs(null);
    onDone?.();
  };
  const save = useMutation({
    mutationFn: async (mine: string) => {
      const send = (version: number) => patchParty(party.id, { version, ...change(mine.trim()) });
      try {
        return await send(party.version);
      } catch (error) {
        if (asProblem(error).code !== 'changed_meanwhile') throw error;
        const latest = await client.fetchQuery({ ...partyQuery(party.id), staleTime: 0 });
        if (read(latest) === value || theirs !== null) return send(latest.version);
        setTheirs(read(latest));
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
      {theirs === null ? (
        <div className="row">
          <Button size="small" type="primary" loading={save.isPending} onClick={() => save.mutate(typed)}>{t.common.save}</Button>
          <Button size="small" onClick={finish}>{t.common.cancel}</Button>
        </div>
      ) : (
        <div className="problem" role="alert">
          <b>{t.record.conflictTitle}</b>
          <span>{t.record.conflictHint}</span>
          <dl className="conflict">
            <dt>{t.record.theirs}</dt>
            <dd>{theirs || t.common.none}</dd>
            <dt>{t.record.yours}</dt>
            <dd>{typed || t.common.none}</dd>
          </dl>
          <div className="row">
            <Button size="small" onClick={finish}>{t.record.keepTheirs}</Button>
            <Button size="small" type="primary" loading={save.isPending} onClick={() => save.mutate(typed)}>{t.record.keepYours}</Button>
          </div>
        </div>
      )}
      <ProblemNote error={save.error} />
    </div>
  );
}
