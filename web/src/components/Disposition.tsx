// The visit decision (PRO-8): keep visiting, do not give up, give up, or stop. Ending asks for the reason; whatever was
// decided can be taken back at once or at any later time.

import { useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown, Modal } from 'antd';
import { useState } from 'react';
import { useLabels } from '../api/labels';
import { refreshParty, setDisposition, usePartyChange } from '../api/parties';
import { asProblem } from '../api/problem';
import type { NewDisposition, Party, PartyRow } from '../api/types';
import { Field } from './Field';
import { ProblemNote } from './problems';
import { showToast } from './toasts';
import { useTexts } from '../i18n';

type Ending = 'stopped' | 'given_up';
const GOING_ON = ['keep_visiting', 'do_not_give_up'] as const;

type Decided = Pick<PartyRow, 'id' | 'name' | 'disposition'> & Pick<Partial<Party>, 'decision'>;

export function Disposition({ party }: { party: Decided }) {
  const t = useTexts();
  const { word } = useLabels();
  const queries = useQueryClient();
  const [ending, setEnding] = useState<Ending | null>(null);
  const [reason, setReason] = useState('');
  const change = usePartyChange(party.id, (body: NewDisposition) => setDisposition(party.id, body));

  const takeUpAgain = () =>
    setDisposition(party.id, { to: 'open', reason: '' }).then(
      () => {
        refreshParty(queries, party.id);
        showToast({ text: t.record.reopened(party.name) });
      },
      (error: unknown) => showToast({ problem: asProblem(error) }),
    );

  if (party.disposition !== 'open') return <Button onClick={() => void takeUpAgain()}>{t.record.reopenParty}</Button>;
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...GOING_ON.map((decision) => ({
              key: decision,
              label: word(decision, 'visit_decision'),
              onClick: () => change.mutate({ to: 'open', decision }, { onSuccess: () => showToast({ text: t.record.decided(party.name, word(decision, 'visit_decision')) }) }),
            })),
            { type: 'divider' as const },
            { key: 'given_up', label: `${t.record.giveUp} …`, onClick: () => setEnding('given_up') },
            { key: 'stopped', label: `${t.record.stop} …`, onClick: () => setEnding('stopped') },
          ],
        }}
      >
        <Button loading={change.isPending}>
          {party.decision ? `${t.record.visitDecision} · ${word(party.decision, 'visit_decision')}` : t.record.visitDecision}
        </Button>
      </Dropdown>
      {ending ? (
        <Modal open title={ending === 'stopped' ? t.record.stopTitle(party.name) : t.record.giveUpTitle(party.name)} footer={null} onCancel={() => setEnding(null)} width={440}>
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              change.mutate({ to: ending, reason: reason.trim() }, {
                onSuccess: () => {
                  setEnding(null);
                  setReason('');
                  showToast({ text: t.record.stoppedNow(party.name), undo: () => void takeUpAgain() });
                },
              });
            }}
          >
            <p className="quiet">{t.record.stopHint}</p>
            <Field label={t.common.reason}>
              <textarea rows={3} required autoFocus value={reason} onChange={(event) => setReason(event.target.value)} />
            </Field>
            <ProblemNote error={change.error} />
            <div className="row">
              <Button type="primary" htmlType="submit" loading={change.isPending}>{ending === 'stopped' ? t.record.stop : t.record.giveUp}</Button>
              <Button onClick={() => setEnding(null)}>{t.common.cancel}</Button>
            </div>
          </form>
        </Modal>
      ) : null}
    </>
  );
}
