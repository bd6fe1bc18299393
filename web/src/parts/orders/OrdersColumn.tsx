// What a customer bought: the months, the standing in each line, every order and return.

import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { ordersSinceQuery, useOrders, useVoidOrder } from '../../api/orders';
import { useLabels } from '../../api/labels';
import type { Order, Party } from '../../api/types';
import { Field } from '../../components/Field';
import { Empty, Loaded } from '../../components/page';
import { ProblemNote } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useFormats, useTexts } from '../../i18n';
import { OrderForm } from './OrderForm';
import { RivalShares } from './RivalShares';
import { Standings } from './Standings';
import { useLineName } from './lineName';
import { monthsBefore, sums } from './months';
import './orders.css';

function Months({ party }: { party: Party }) {
  const t = useTexts();
  const format = useFormats();
  const [months] = useState(() => monthsBefore(new Date(), 12));
  const { data: orders = [] } = useQuery(ordersSinceQuery(party.id, `${months[0]}-01`));
  const currency = orders[0]?.currency ?? 'CNY';
  const amounts = sums(orders.filter((order) => order.currency === currency), months);
  const most = Math.max(1, ...amounts.map((amount) => Math.abs(amount)));
  if (orders.length === 0) return null;
  return (
    <section aria-label={t.orders.months}>
      <h3>{t.orders.months}</h3>
      <ol className="order-months">
        {months.map((month, at) => {
          const amount = amounts[at] ?? 0;
          const said = t.orders.monthAmount(month, format.money(amount, currency));
          return (
            <li key={month} title={said}>
              <span className="hidden-visually">{said}</span>
              <i aria-hidden="true" data-negative={amount < 0 || undefined} style={{ height: `${Math.round((Math.abs(amount) / most) * 100)}%` }} />
              <small aria-hidden="true">{month.slice(5)}</small>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function VoidOrder({ party, order, close }: { party: Party; order: Order; close: () => void }) {
  const t = useTexts();
  const [reason, setReason] = useState('');
  const change = useVoidOrder(party.id);
  return (
    <Modal open title={t.orders.voidTitle(order.number ?? t.orders.noNumber)} footer={null} onCancel={close} width={440}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ id: order.id, reason }, {
            onSuccess: () => {
              showToast({ text: t.orders.voided });
              close();
            },
          });
        }}
      >
        <p className="quiet">{t.orders.voidHint}</p>
        <Field label={t.orders.voidReason}><input required maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} /></Field>
        <ProblemNote error={change.error} />
        <div className="row">
          <Button type="primary" danger htmlType="submit" loading={change.isPending}>{t.orders.void}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}

function OrderLine({ party, order, giveBack }: { party: Party; order: Order; giveBack: (order: Order) => void }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const lineName = useLineName();
  const [voiding, setVoiding] = useState(false);
  const what = order.lines.map((line) => line.product?.name ?? lineName(line.line));
  const name = order.number ?? t.orders.noNumber;
  return (
    <li data-voided={order.voided ? true : undefined}>
      <time className="quiet">{format.day(order.on)}</time>
      <div>
        <p>
          <b>{format.money(order.amount_minor, order.currency)}</b> {order.kind === 'return' ? <b>{word('return', 'order_kind')}</b> : null}{' '}
          <span className="quiet">{order.margin_minor == null ? t.orders.marginUnknown : t.orders.marginOf(format.money(order.margin_minor, order.currency))}</span>
        </p>
        <small className="quiet">{[name, ...new Set(what), order.contract_until ? t.orders.contractTo(format.day(order.contract_until)) : null, order.import_id ? t.orders.fromFile : null, order.note].filter(Boolean).join(' · ')}</small>
        {order.voided ? <small>{t.orders.voidedBecause(order.voided.reason)}</small> : null}
      </div>
      {party.can.log && !order.voided ? (
        <span className="row">
          {order.kind === 'order' ? <button type="button" className="link" aria-label={t.orders.returnOf(name)} onClick={() => giveBack(order)}>{t.orders.addReturn}</button> : null}
          <button type="button" className="link danger" aria-label={`${t.orders.void}: ${name}`} onClick={() => setVoiding(true)}>{t.orders.void}</button>
        </span>
      ) : null}
      {voiding ? <VoidOrder party={party} order={order} close={() => setVoiding(false)} /> : null}
    </li>
  );
}

export function OrdersColumn({ party }: { party: Party }) {
  const t = useTexts();
  const [voided, setVoided] = useState(false);
  const [form, setForm] = useState<{ returned: Order | null } | null>(null);
  const orders = useOrders(party.id, voided);
  const add = party.can.log ? <Button type="primary" onClick={() => setForm({ returned: null })}>{t.orders.add}</Button> : null;
  return (
    <section className="panel record-orders" aria-label={t.orders.title}>
      <header className="spread">
        <h2>{t.orders.title}</h2>
        <label className="row"><input type="checkbox" checked={voided} onChange={(event) => setVoided(event.target.checked)} /> {t.orders.showVoided}</label>
      </header>
      <div className="panel-body stack">
        {form ? <OrderForm key={form.returned?.id ?? ''} party={party} returned={form.returned} close={() => setForm(null)} /> : null}
        <Loaded query={orders} lines={6}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            if (items.length === 0) {
              return (
                <>
                  {form ? null : <Empty title={t.orders.noOrders} hint={t.orders.noOrdersHint}>{add}</Empty>}
                  <RivalShares party={party} />
                </>
              );
            }
            return (
              <>
                {form ? null : <div>{add}</div>}
                <Months party={party} />
                <Standings party={party} />
                <RivalShares party={party} />
                <ul className="order-list">{items.map((order) => <OrderLine key={order.id} party={party} order={order} giveBack={(returned) => setForm({ returned })} />)}</ul>
              </>
            );
          }}
        </Loaded>
        {orders.hasNextPage ? <div><Button loading={orders.isFetchingNextPage} onClick={() => void orders.fetchNextPage()}>{t.common.loadMore}</Button></div> : null}
      </div>
    </section>
  );
}
