// The visit decision (PRO-8): keep visiting, do not give up, give up, or stop. Keeping on names the next visit, ending the
// reason; whatever was decided can be taken back at once or at any later time.

import { useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useLabels } from '../api/labels';
import { refreshParty, setDisposition, usePartyChange } from '../api/parties';
import { asProblem } from '../api/problem';
import type { NewDisposition, Party, PartyRow } from '../api/types';
import { type Deciding, DecisionForm } from './DecisionForm';
import { showToast } from './toasts';
import { useTexts } from '../i18n';

type Decided = Pick<PartyRow, 'id' | 'name' | 'disposition' | 'status'> & Pick<Partial<Party>, 'decision' | 'owner' | 'can'>;

export function Disposition({ party }: { party: Decided }) {
  const t = useTexts();
  const { word } = useLabels();
  const queries = useQueryClient();
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const change = usePartyChange(party.id, (body: NewDisposition) => setDisposition(party.id, body));

  const takeUpAgain = () =>
    setDisposition(party.id, { to: 'open', reason: '' }).then(
      () => {
        refreshParty(queries, party.id);
        showToast({ text: t.record.reopened(party.name) });
      },
      (error: unknown) => showToast({ problem: asProblem(error) }),
    );
  const decide = (body: NewDisposition) =>
    change.mutate(body, {
      onSuccess: () => {
        setDeciding(null);
        if (body.to === 'open') showToast({ text: t.record.decided(party.name, word(body.decision, 'visit_decision')) });
        else if (body.given_up_to === 'pool') showToast({ text: t.pool.released(party.name) });
        else showToast({ text: t.record.stoppedNow(party.name), undo: () => void takeUpAgain() });
      },
    });

  if (party.disposition !== 'open') return <Button onClick={() => void takeUpAgain()}>{t.record.reopenParty}</Button>;
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'keep_visiting', label: `${word('keep_visiting', 'visit_decision')} …`, onClick: () => setDeciding('keep_visiting') },
            { key: 'do_not_give_up', label: word('do_not_give_up', 'visit_decision'), onClick: () => decide({ to: 'open', decision: 'do_not_give_up' }) },
            { type: 'divider' as const },
            { key: 'given_up', label: `${t.record.giveUp} …`, onClick: () => setDeciding('given_up') },
            { key: 'stopped', label: `${t.record.stop} …`, onClick: () => setDeciding('stopped') },
          ],
        }}
      >
        <Button loading={change.isPending}>
          {party.decision ? `${t.record.visitDecision} · ${word(party.decision, 'visit_decision')}` : t.record.visitDecision}
        </Button>
      </Dropdown>
      {deciding ? (
        <DecisionForm
          deciding={deciding}
          name={party.name}
          poolable={party.status === 'prospect' && Boolean(party.owner) && party.can?.dispose !== false}
          pending={change.isPending}
          error={change.error}
          onDecide={decide}
          close={() => setDeciding(null)}
        />
      ) : null}
    </>
  );
}
