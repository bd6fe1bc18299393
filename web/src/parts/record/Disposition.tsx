// Stopping or giving up, with a reason; both can be undone at once or at any later time.

import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { refreshParty, setDisposition, usePartyChange } from '../../api/parties';
import { asProblem } from '../../api/problem';
import type { NewDisposition, Party } from '../../api/types';
import { Field } from '../../components/Field';
import { ProblemNote } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useTexts } from '../../i18n';

export function Disposition({ party }: { party: Party }) {
  const t = useTexts();
  const client = useQueryClient();
  const [ending, setEnding] = useState<'stopped' | 'given_up' | null>(null);
  const [reason, setReason] = useState('');
  const change = usePartyChange(party.id, (body: NewDisposition) => setDisposition(party.id, body));

  const takeUpAgain = () =>
    setDisposition(party.id, { to: 'open', reason: '' }).then(
      () => {
        refreshParty(client, party.id);
        showToast({ text: t.record.reopened(party.name) });
      },
      (error: unknown) => showToast({ problem: asProblem(error) }),
    );

  if (party.disposition !== 'open') return <Button onClick={() => void takeUpAgain()}>{t.record.reopenParty}</Button>;
  return (
    <>
      <Button onClick={() => setEnding('stopped')}>{t.record.stop}</Button>
      <Button onClick={() => setEnding('given_up')}>{t.record.giveUp}</Button>
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
