// Writing down an order, or the return of one.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { linesQuery, productsQuery, useRecordOrder } from '../../api/orders';
import type { Order, Party } from '../../api/types';
import { Field } from '../../components/Field';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useTexts } from '../../i18n';
import { useLineName } from './lineName';

const today = () => new Date().toLocaleDateString('sv');
const minor = (text: string) => Math.round(Number(text) * 100);

export function OrderForm({ party, returned, close }: { party: Party; returned: Order | null; close: () => void }) {
  const t = useTexts();
  const lineName = useLineName();
  const { data: lines = [] } = useQuery(linesQuery);
  const { data: products = [] } = useQuery(productsQuery);
  const record = useRecordOrder(party.id);
  const problemAt = useFieldProblem(record.error);
  const first = returned?.lines[0];
  const [form, setForm] = useState({ number: '', on: today(), line: first?.line.id ?? '', product: first?.product?.id ?? '', amount: '', margin: '', contract: '', note: '' });
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const offered = products.filter((one) => !one.archived_at && (!form.line || one.line.id === form.line));
  const sign = returned ? -1 : 1;
  /** Only a line sold by contract counts its customer by the contract's end. */
  const byContract = !returned && Boolean(lines.find((one) => (form.line ? one.id === form.line : one.general))?.contract);
  return (
    <form
      className="order-form"
      aria-label={returned ? t.orders.addReturn : t.orders.add}
      onSubmit={(event) => {
        event.preventDefault();
        record.mutate(
          {
            kind: returned ? 'return' : 'order',
            on: form.on,
            note: form.note.trim(),
            ...(form.number.trim() ? { number: form.number.trim() } : {}),
            ...(byContract && form.contract ? { contract_until: form.contract } : {}),
            ...(returned ? { returned_id: returned.id, currency: returned.currency } : {}),
            lines: [
              {
                amount_minor: sign * minor(form.amount),
                ...(form.line ? { line_id: form.line } : {}),
                ...(form.product ? { product_id: form.product } : {}),
                ...(form.margin ? { margin_minor: sign * minor(form.margin) } : {}),
              },
            ],
          },
          {
            onSuccess: () => {
              showToast({ text: returned ? t.orders.returned : t.orders.saved });
              close();
            },
          },
        );
      }}
    >
      <Field label={t.orders.on} problem={problemAt('/on')}><input type="date" required max={today()} value={form.on} onChange={(event) => set({ on: event.target.value })} /></Field>
      <Field label={returned ? t.orders.returnedAmount : t.orders.amount} problem={problemAt('/lines/0/amount_minor')}>
        <input type="number" required min={0} step="0.01" value={form.amount} onChange={(event) => set({ amount: event.target.value })} />
      </Field>
      <Field label={t.orders.margin} hint={t.common.optional}><input type="number" step="0.01" value={form.margin} onChange={(event) => set({ margin: event.target.value })} /></Field>
      <Field label={t.orders.number} hint={t.common.optional} problem={problemAt('/number')}><input maxLength={100} value={form.number} onChange={(event) => set({ number: event.target.value })} /></Field>
      <Field label={t.orders.line} problem={problemAt('/lines/0/line_id')}>
        <select value={form.line} onChange={(event) => set({ line: event.target.value, product: '' })}>
          {lines.filter((one) => !one.archived_at).map((one) => <option key={one.id} value={one.general ? '' : one.id}>{lineName(one)}</option>)}
        </select>
      </Field>
      {offered.length > 0 ? (
        <Field label={t.orders.product}>
          <select value={form.product} onChange={(event) => set({ product: event.target.value })}>
            <option value="">{t.orders.noProduct}</option>
            {offered.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </select>
        </Field>
      ) : null}
      {byContract ? (
        <Field label={t.orders.contractUntil} hint={t.orders.contractUntilHint} problem={problemAt('/contract_until')}>
          <input type="date" min={form.on} value={form.contract} onChange={(event) => set({ contract: event.target.value })} />
        </Field>
      ) : null}
      <div className="order-wide"><Field label={t.orders.note} hint={t.common.optional}><input maxLength={1000} value={form.note} onChange={(event) => set({ note: event.target.value })} /></Field></div>
      <div className="order-wide"><ProblemNote error={record.error} /></div>
      <div className="row order-wide">
        <Button type="primary" htmlType="submit" loading={record.isPending}>{t.orders.save}</Button>
        <Button onClick={close}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}
