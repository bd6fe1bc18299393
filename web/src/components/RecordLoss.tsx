// A customer who stopped buying (PRO-8): the reason as a word of the list, how it is known, and what they bought.

import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useLabels } from '../api/labels';
import { refreshParty, usePartyChange } from '../api/parties';
import { asProblem } from '../api/problem';
import { recordLoss, takeLossBack } from '../api/supply';
import type { Loss, LossReason, NewLoss, Party } from '../api/types';
import { useTexts } from '../i18n';
import { Field } from './Field';
import { ProblemNote } from './problems';
import { showToast } from './toasts';

export function ReasonChoice({ label, value, onChange }: { label: string; value: string; onChange: (reason: LossReason) => void }) {
  const { all } = useLabels();
  return (
    <Field label={label}>
      <select value={value} onChange={(event) => onChange(event.target.value as LossReason)}>
        {all('loss').map(({ code, text }) => <option key={code} value={code}>{text}</option>)}
      </select>
    </Field>
  );
}

export function useTakeLossBack(party: Pick<Party, 'id' | 'name'>) {
  const t = useTexts();
  const queries = useQueryClient();
  return (loss: Loss) =>
    void takeLossBack(party.id, loss.id).then(
      () => {
        refreshParty(queries, party.id);
        showToast({ text: t.supply.lossTakenBack(party.name) });
      },
      (error: unknown) => showToast({ problem: asProblem(error) }),
    );
}

export function RecordLoss({ party, close }: { party: Party; close: () => void }) {
  const t = useTexts();
  const [reason, setReason] = useState<LossReason>('unknown');
  const [note, setNote] = useState('');
  const [amount, setAmount] = useState('');
  const change = usePartyChange(party.id, (body: NewLoss) => recordLoss(party.id, body));
  const yuan = Number(amount);
  return (
    <Modal open title={t.supply.lossTitle(party.name)} footer={null} onCancel={close} width={440}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(
            { reason, note: note.trim(), ...(yuan > 0 ? { amount_minor: Math.round(yuan * 100), currency: 'CNY' } : {}) },
            {
              onSuccess: () => {
                close();
                showToast({ text: t.supply.lossRecorded(party.name) });
              },
            },
          );
        }}
      >
        <p className="quiet">{t.supply.lossHint}</p>
        <ReasonChoice label={t.supply.lossReason} value={reason} onChange={setReason} />
        <Field label={t.supply.lossNote}>
          <textarea rows={2} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        <Field label={t.supply.lossAmount} hint={t.common.optional}>
          <input type="number" min={0} step="any" value={amount} onChange={(event) => setAmount(event.target.value)} />
        </Field>
        <ProblemNote error={change.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={change.isPending}>{t.supply.recordLoss}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}
