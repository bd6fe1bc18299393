// How a customer stands in each product line, how it came about, and the question why (CLA-6).

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useLabels } from '../../api/labels';
import { standingsQuery, useAnswerCause } from '../../api/orders';
import type { Conversion, Party } from '../../api/types';
import { Field } from '../../components/Field';
import { ProblemNote } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useFormats, useTexts } from '../../i18n';
import { useLineName } from './lineName';

function Cause({ party, conversion }: { party: Party; conversion: Conversion }) {
  const t = useTexts();
  const { word, all } = useLabels();
  const set = conversion.kind === 'backward' ? 'loss' : 'win_cause';
  const answer = useAnswerCause(party.id);
  const [open, setOpen] = useState(false);
  const [cause, setCause] = useState(conversion.cause ?? 'unknown');
  const [note, setNote] = useState(conversion.note ?? '');
  if (!open) {
    return (
      <>
        <span className={conversion.cause ? undefined : 'quiet'}>
          {conversion.cause ? word(conversion.cause, set) : t.orders.causeUnknown}
          {conversion.note ? ` · ${conversion.note}` : null}
        </span>
        {party.can.log ? <button type="button" className="link" onClick={() => setOpen(true)}>{t.orders.explain}</button> : null}
      </>
    );
  }
  return (
    <form
      className="stack cause-form"
      onSubmit={(event) => {
        event.preventDefault();
        answer.mutate({ conversion: conversion.id, cause, note }, {
          onSuccess: () => {
            setOpen(false);
            showToast({ text: t.orders.explained });
          },
        });
      }}
    >
      <Field label={t.orders.askCause}>
        <select value={cause} onChange={(event) => setCause(event.target.value)}>
          {all(set).map(({ code, text }) => <option key={code} value={code}>{text}</option>)}
        </select>
      </Field>
      <Field label={t.orders.note} hint={t.common.optional}><input maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} /></Field>
      <ProblemNote error={answer.error} />
      <div className="row">
        <Button type="primary" size="small" htmlType="submit" loading={answer.isPending}>{t.orders.save}</Button>
        <Button size="small" onClick={() => setOpen(false)}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}

export function Standings({ party }: { party: Party }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const lineName = useLineName();
  const { data: standings = [], error } = useQuery(standingsQuery(party.id));
  if (error) return <ProblemNote error={error} />;
  if (standings.length === 0) return null;
  return (
    <section className="stack" aria-label={t.orders.standings}>
      <h3>{t.orders.standings}</h3>
      <ul className="standings">
        {standings.map((one) => (
          <li key={one.line.id}>
            <p>
              <b>{lineName(one.line)}</b> · {word(one.status, 'line_status')}{' '}
              <span className="quiet">
                {[t.orders.purchases(format.number(one.purchases)), t.orders.lastOn(format.day(one.last_on)), one.status === 'customer' && one.still_buying_until ? t.orders.stillBuyingUntil(format.day(one.still_buying_until)) : null].filter(Boolean).join(' · ')}
              </span>
            </p>
            <ol>
              {one.conversions.map((conversion) => (
                <li key={conversion.id}>
                  <time className="quiet">{format.day(conversion.on)}</time>
                  <span>{word(conversion.kind, 'conversion')}</span>
                  <Cause key={conversion.cause} party={party} conversion={conversion} />
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ul>
    </section>
  );
}
