// What a customer buys from rivals in each product line, as far as somebody knows or estimates it, with where it is known
// from. A rival's customer is our prospect, so that this is asked of both.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useLabels } from '../../api/labels';
import { linesQuery, ordersSinceQuery, rivalSharesQuery, useAddRivalShare, useRetractRivalShare } from '../../api/orders';
import type { Party, RivalShare } from '../../api/types';
import { Field } from '../../components/Field';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useFormats, useTexts } from '../../i18n';
import { useLineName } from './lineName';
import { partOf } from './rivals';

/** The most orders that one answer holds: with so many there may be more, and a part of them is no share. */
const MOST_ORDERS = 200;
const CURRENCY = 'CNY';

type Source = RivalShare['source'];

const dayOf = (date: Date) => date.toLocaleDateString('sv');

function aYearUpTo(now: Date): { from: string; to: string } {
  return { from: dayOf(new Date(now.getFullYear() - 1, now.getMonth(), now.getDate() + 1)), to: dayOf(now) };
}

function RivalForm({ party, close }: { party: Party; close: () => void }) {
  const t = useTexts();
  const { all } = useLabels();
  const lineName = useLineName();
  const { data: lines = [] } = useQuery(linesQuery);
  const add = useAddRivalShare(party.id);
  const problemAt = useFieldProblem(add.error);
  const [form, setForm] = useState(() => ({ line: '', rival: '', amount: '', source: 'known' as Source, note: '', ...aYearUpTo(new Date()) }));
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  return (
    <form
      className="order-form"
      aria-label={t.orders.addRival}
      onSubmit={(event) => {
        event.preventDefault();
        const { line, amount, rival, note, ...rest } = form;
        add.mutate(
          { ...rest, rival: rival.trim(), note: note.trim(), amount_minor: Math.round(Number(amount) * 100), currency: CURRENCY, ...(line ? { line_id: line } : {}) },
          {
            onSuccess: () => {
              showToast({ text: t.orders.rivalSaved });
              close();
            },
          },
        );
      }}
    >
      <Field label={t.orders.rival} problem={problemAt('/rival')}><input required autoFocus maxLength={200} value={form.rival} onChange={(event) => set({ rival: event.target.value })} /></Field>
      <Field label={t.orders.line} problem={problemAt('/line_id')}>
        <select value={form.line} onChange={(event) => set({ line: event.target.value })}>
          {lines.filter((one) => !one.archived_at).map((one) => <option key={one.id} value={one.general ? '' : one.id}>{lineName(one)}</option>)}
        </select>
      </Field>
      <Field label={t.orders.rivalFrom} problem={problemAt('/from')}><input type="date" required max={form.to} value={form.from} onChange={(event) => set({ from: event.target.value })} /></Field>
      <Field label={t.orders.rivalTo} problem={problemAt('/to')}><input type="date" required min={form.from} value={form.to} onChange={(event) => set({ to: event.target.value })} /></Field>
      <Field label={t.orders.rivalAmount} problem={problemAt('/amount_minor')}><input type="number" required min={0} step="0.01" value={form.amount} onChange={(event) => set({ amount: event.target.value })} /></Field>
      <Field label={t.orders.rivalSource}>
        <select value={form.source} onChange={(event) => set({ source: event.target.value as Source })}>
          {all('rival_source').map(({ code, text }) => <option key={code} value={code}>{text}</option>)}
        </select>
      </Field>
      <div className="order-wide">
        <Field label={t.orders.rivalNote} hint={form.source === 'estimated' ? t.orders.rivalNoteHint : t.common.optional} problem={problemAt('/note')}>
          <input required={form.source === 'estimated'} maxLength={1000} value={form.note} onChange={(event) => set({ note: event.target.value })} />
        </Field>
      </div>
      <div className="order-wide"><ProblemNote error={add.error} /></div>
      <div className="row order-wide">
        <Button type="primary" htmlType="submit" loading={add.isPending}>{t.orders.save}</Button>
        <Button onClick={close}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}

function Share({ party, share, part }: { party: Party; share: RivalShare; part: number | null }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const retract = useRetractRivalShare(party.id);
  return (
    <li>
      <span>
        <b>{share.rival}</b> {format.money(share.amount_minor, share.currency)} · {part == null ? t.orders.shareUnknown : t.orders.rivalPart(format.percent(part, 0))}
      </span>
      <small className="quiet">
        {[t.orders.fromTo(share.from, share.to), word(share.source, 'rival_source'), share.note, share.by?.name, format.day(share.at)].filter(Boolean).join(' · ')}
      </small>
      {party.can.edit ? (
        <button type="button" className="link" disabled={retract.isPending} aria-label={t.orders.retractOf(share.rival)} onClick={() => retract.mutate(share.id, { onSuccess: () => showToast({ text: t.orders.rivalGone }) })}>{t.orders.retractRival}</button>
      ) : null}
      <ProblemNote error={retract.error} />
    </li>
  );
}

export function RivalShares({ party }: { party: Party }) {
  const t = useTexts();
  const lineName = useLineName();
  const { data: shares = [], error } = useQuery(rivalSharesQuery(party.id));
  const first = shares.map((share) => share.from).toSorted()[0];
  const { data: orders } = useQuery({ ...ordersSinceQuery(party.id, first ?? ''), enabled: first !== undefined });
  const [adding, setAdding] = useState(false);
  const part = (share: RivalShare) => (orders && orders.length < MOST_ORDERS ? partOf(share, shares, orders) : null);
  const lines = [...new Map(shares.map(({ line }) => [line.id, line])).values()];
  return (
    <section className="stack" aria-label={t.orders.rivals}>
      <h3>{t.orders.rivals}</h3>
      <ProblemNote error={error} />
      {shares.length === 0 ? <p className="quiet">{t.orders.noRivals} {adding ? t.orders.rivalsHint : null}</p> : null}
      <ul className="standings rivals">
        {lines.map((line) => (
          <li key={line.id}>
            <p><b>{lineName(line)}</b></p>
            <ul>{shares.filter((share) => share.line.id === line.id).map((share) => <Share key={share.id} party={party} share={share} part={part(share)} />)}</ul>
          </li>
        ))}
      </ul>
      {adding ? <RivalForm party={party} close={() => setAdding(false)} /> : party.can.edit ? <div><button type="button" className="link" onClick={() => setAdding(true)}>{t.orders.addRival}</button></div> : null}
    </section>
  );
}
