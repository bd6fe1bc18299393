// What a method cost: entered by date, so that the cost of a win can be computed for any period.

import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useAddCost } from '../../api/methods';
import { Field } from '../../components/Field';
import { fieldValue } from '../../components/log/nextDates';
import { ProblemNote } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useTexts } from '../../i18n';

export function CostForm({ code, name, close }: { code: string; name: string; close: () => void }) {
  const t = useTexts();
  const add = useAddCost();
  const [form, setForm] = useState(() => ({ on: fieldValue(new Date()).slice(0, 10), amount: '', note: '' }));
  return (
    <Modal open title={`${t.methods.addCost}: ${name}`} footer={null} onCancel={close} width={400}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const cost = { spent_at: new Date(`${form.on}T12:00:00`).toISOString(), amount_minor: Math.round(Number(form.amount) * 100), currency: 'CNY', note: form.note.trim() };
          add.mutate({ code, cost }, {
            onSuccess: () => {
              showToast({ text: t.methods.costSaved });
              close();
            },
          });
        }}
      >
        <Field label={t.methods.costOn}><input type="date" required value={form.on} onChange={(event) => setForm({ ...form, on: event.target.value })} /></Field>
        <Field label={t.methods.amount}><input type="number" required min={0.01} step={0.01} value={form.amount} onChange={(event) => setForm({ ...form, amount: event.target.value })} /></Field>
        <Field label={`${t.common.note} (${t.common.optional})`}><input value={form.note} onChange={(event) => setForm({ ...form, note: event.target.value })} /></Field>
        <ProblemNote error={add.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={add.isPending}>{t.common.save}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}
