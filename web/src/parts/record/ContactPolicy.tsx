// Who may contact this record, by which channel, when; what stands in the way and what would lift it. Below it the
// consent ledger, to which every word of the customer is added.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useLabels } from '../../api/labels';
import { patchParty, usePartyChange } from '../../api/parties';
import { CHANNELS, consentsQuery, permissionsQuery, recordConsent } from '../../api/policy';
import type { Channel, ConsentSource, NewConsent, Party, Permission, PermissionAnswer } from '../../api/types';
import { Field } from '../../components/Field';
import { ProblemNote } from '../../components/problems';
import { ReasonList } from '../../components/reasons';
import { useFormats, useTexts } from '../../i18n';

const SOURCES: ConsentSource[] = ['spoken', 'written', 'form', 'confirmed', 'unsubscribed', 'imported'];

function useSays(): (permission: Permission) => string {
  const t = useTexts();
  const format = useFormats();
  return (permission) => {
    switch (permission.kind) {
      case 'allowed': return t.policy.yes;
      case 'not_now': return t.policy.from(format.moment(permission.next));
      default: return t.policy.no;
    }
  };
}

function Refused({ item }: { item: PermissionAnswer }) {
  const t = useTexts();
  const { word } = useLabels();
  const { value, reasons } = item.answer;
  if (value.kind === 'allowed') return null;
  return (
    <>
      <b>{word(item.deed, 'deed')}</b>
      <ReasonList reasons={reasons} />
      {value.kind === 'no' ? <p>{t.policy.toLift(word(value.remedy, 'remedy'))}</p> : null}
    </>
  );
}

function ChannelLine({ channel, items }: { channel: Channel; items: PermissionAnswer[] }) {
  const { word } = useLabels();
  const says = useSays();
  const summary = items.map((item) => (
    <span key={item.deed} className="policy-answer" data-answer={item.answer.value.kind}>
      {word(item.deed, 'deed')} <b>{says(item.answer.value)}</b>
    </span>
  ));
  const name = <span className="policy-channel">{word(channel, 'contact_channel')}</span>;
  if (items.every((item) => item.answer.value.kind === 'allowed')) return <div className="policy-line">{name}{summary}</div>;
  return (
    <details className="policy-line">
      <summary>{name}{summary}</summary>
      {items.map((item) => <Refused key={item.deed} item={item} />)}
    </details>
  );
}

function NewEntry({ party, close }: { party: Party; close: () => void }) {
  const t = useTexts();
  const { word } = useLabels();
  const [form, setForm] = useState({ channel: '', given: true, source: 'spoken' as ConsentSource, note: '' });
  const add = usePartyChange(party.id, (body: NewConsent) => recordConsent(party.id, body));
  return (
    <form
      className="stack inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        const channel = form.channel ? { channel: form.channel as Channel } : {};
        add.mutate({ ...channel, given: form.given, source: form.source, note: form.note.trim() }, { onSuccess: close });
      }}
    >
      <Field label={t.policy.channel}>
        <select value={form.channel} onChange={(event) => setForm({ ...form, channel: event.target.value })}>
          <option value="">{t.policy.everyChannel}</option>
          {CHANNELS.map((one) => <option key={one} value={one}>{word(one, 'contact_channel')}</option>)}
        </select>
      </Field>
      <Field label={t.policy.word}>
        <select value={form.given ? 'given' : 'withdrawn'} onChange={(event) => setForm({ ...form, given: event.target.value === 'given' })}>
          <option value="given">{t.policy.given}</option>
          <option value="withdrawn">{t.policy.withdrawn}</option>
        </select>
      </Field>
      <Field label={t.policy.source}>
        <select value={form.source} onChange={(event) => setForm({ ...form, source: event.target.value as ConsentSource })}>
          {SOURCES.map((one) => <option key={one} value={one}>{word(one, 'consent_source')}</option>)}
        </select>
      </Field>
      <Field label={t.common.note}>
        <input value={form.note} placeholder={t.policy.noteHint} onChange={(event) => setForm({ ...form, note: event.target.value })} />
      </Field>
      <ProblemNote error={add.error} />
      <div className="row">
        <Button size="small" type="primary" htmlType="submit" loading={add.isPending}>{t.common.save}</Button>
        <Button size="small" onClick={close}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}

function Ledger({ party }: { party: Party }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const { data = [] } = useQuery(consentsQuery(party.id));
  if (data.length === 0) return <p className="quiet">{t.policy.noEntries}</p>;
  return (
    <ul className="evidence">
      {data.map((entry) => (
        <li key={entry.id}>
          <span>
            {entry.channel ? word(entry.channel, 'contact_channel') : t.policy.everyChannel} · <b>{entry.given ? t.policy.given : t.policy.withdrawn}</b>
            {entry.note ? <span className="quiet"> {entry.note}</span> : null}
          </span>
          <span className="quiet">{[word(entry.source, 'consent_source'), entry.by?.name, format.day(entry.at)].filter(Boolean).join(' · ')}</span>
        </li>
      ))}
    </ul>
  );
}

function OwnZone({ party }: { party: Party }) {
  const t = useTexts();
  const [zone, setZone] = useState(party.time_zone ?? '');
  const change = usePartyChange(party.id, (time_zone: string) => patchParty(party.id, party.version, { time_zone }));
  const save = () => zone.trim() !== (party.time_zone ?? '') && change.mutate(zone.trim());
  return (
    <>
      <Field label={t.policy.zone}>
        <input value={zone} disabled={!party.can.edit} placeholder={t.policy.zoneHint} onChange={(event) => setZone(event.target.value)} onBlur={save} onKeyDown={(event) => event.key === 'Enter' && save()} />
      </Field>
      <ProblemNote error={change.error} />
    </>
  );
}

export function ContactPolicy({ party }: { party: Party }) {
  const t = useTexts();
  const { data } = useQuery(permissionsQuery(party.id));
  const [adding, setAdding] = useState(false);
  return (
    <section className="advice-part" aria-label={t.policy.title}>
      <div className="spread">
        <h3>{t.policy.title}</h3>
        {party.can.edit ? <button type="button" className="link" aria-expanded={adding} onClick={() => setAdding(!adding)}>{t.policy.add}</button> : null}
      </div>
      {data ? CHANNELS.map((channel) => (
        <ChannelLine key={channel} channel={channel} items={data.items.filter((item) => item.channel === channel && (item.deed === 'contact' || item.deed === 'sell'))} />
      )) : null}
      {adding ? <NewEntry party={party} close={() => setAdding(false)} /> : null}
      <details>
        <summary>{t.policy.ledger}</summary>
        <Ledger party={party} />
        <OwnZone party={party} key={party.time_zone} />
      </details>
    </section>
  );
}
