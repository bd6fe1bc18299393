// What a visit decision must carry: the next visit for keeping on; the reason, the destination and perhaps a day to look
// again for giving up.

import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useLabels } from '../api/labels';
import type { NewDisposition } from '../api/types';
import { useTexts } from '../i18n';
import { Field } from './Field';
import { fieldValue, quickDate } from './log/nextDates';
import { ProblemNote } from './problems';
import { ReasonChoice } from './RecordLoss';

export type Deciding = 'keep_visiting' | 'given_up' | 'stopped';

interface Props {
  deciding: Deciding;
  name: string;
  /** whether the record may go to the pool: a prospect that somebody holds */
  poolable: boolean;
  pending: boolean;
  error: unknown;
  onDecide: (body: NewDisposition) => void;
  close: () => void;
}

function KeepVisiting({ onDecide, pending, error, close }: Props) {
  const t = useTexts();
  const [visit, setVisit] = useState(() => fieldValue(quickDate('in_a_week', new Date())));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onDecide({ to: 'open', decision: 'keep_visiting', next_visit: new Date(visit).toISOString() });
      }}
    >
      <Field label={t.supply.nextVisit}>
        <input type="datetime-local" required value={visit} onChange={(event) => setVisit(event.target.value)} />
      </Field>
      <ProblemNote error={error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={pending}>{t.common.save}</Button>
        <Button onClick={close}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}

function GiveUp({ deciding, poolable, onDecide, pending, error, close }: Props) {
  const t = useTexts();
  const { all } = useLabels();
  const [reason, setReason] = useState('');
  const [cause, setCause] = useState<NonNullable<NewDisposition['cause']>>('unknown');
  const [destination, setDestination] = useState<NonNullable<NewDisposition['given_up_to']>>('stop_list');
  const [again, setAgain] = useState('');
  const to = deciding === 'stopped' ? 'stopped' : 'given_up';
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onDecide({
          to, reason: reason.trim(), cause, given_up_to: destination,
          ...(again && destination === 'stop_list' ? { reopen_on: new Date(`${again}T09:00:00`).toISOString() } : {}),
        });
      }}
    >
      <p className="quiet">{t.record.stopHint}</p>
      <Field label={t.common.reason}>
        <textarea rows={3} required autoFocus value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <ReasonChoice label={t.supply.cause} value={cause} onChange={setCause} />
      {poolable ? (
        <Field label={t.supply.giveUpTo}>
          <select value={destination} onChange={(event) => setDestination(event.target.value as typeof destination)}>
            {all('given_up_to').map(({ code, text }) => <option key={code} value={code}>{text}</option>)}
          </select>
        </Field>
      ) : null}
      {destination === 'stop_list' ? (
        <Field label={t.supply.reopenOn}>
          <input type="date" value={again} onChange={(event) => setAgain(event.target.value)} />
        </Field>
      ) : null}
      <ProblemNote error={error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={pending}>{deciding === 'stopped' ? t.record.stop : t.record.giveUp}</Button>
        <Button onClick={close}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}

export function DecisionForm(props: Props) {
  const t = useTexts();
  const titles = { keep_visiting: t.supply.keepVisitingTitle, given_up: t.record.giveUpTitle, stopped: t.record.stopTitle };
  return (
    <Modal open title={titles[props.deciding](props.name)} footer={null} onCancel={props.close} width={440}>
      {props.deciding === 'keep_visiting' ? <KeepVisiting {...props} /> : <GiveUp {...props} />}
    </Modal>
  );
}
