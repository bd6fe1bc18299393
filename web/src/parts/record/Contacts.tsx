// Ways to reach somebody: masked until asked for, and every asking is recorded.

import { Button } from 'antd';
import { useState } from 'react';
import { addContact, removeContact, usePartyChange } from '../../api/parties';
import { useLabels } from '../../api/labels';
import type { Party } from '../../api/types';
import { ProblemNote } from '../../components/problems';
import { Reveal } from '../../components/Reveal';
import { useTexts } from '../../i18n';

const KINDS = ['phone', 'email', 'wechat', 'other'];

function AddContact({ party, close }: { party: Party; close: () => void }) {
  const t = useTexts();
  const { word } = useLabels();
  const [form, setForm] = useState({ kind: 'phone', value: '', label: '' });
  const add = usePartyChange(party.id, () =>
    addContact(party.id, { kind: form.kind, value: form.value.trim(), ...(form.label.trim() ? { label: form.label.trim() } : {}) }),
  );
  return (
    <form
      className="stack inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate(undefined, { onSuccess: close });
      }}
    >
      <select className="input" aria-label={t.record.contactKind} value={form.kind} onChange={(event) => setForm({ ...form, kind: event.target.value })}>
        {KINDS.map((kind) => <option key={kind} value={kind}>{word(kind, 'contact')}</option>)}
      </select>
      <input className="input" required autoFocus aria-label={t.record.contactValue} placeholder={t.record.contactValue} value={form.value} onChange={(event) => setForm({ ...form, value: event.target.value })} />
      <input className="input" aria-label={t.record.contactLabel} placeholder={t.record.contactLabel} value={form.label} onChange={(event) => setForm({ ...form, label: event.target.value })} />
      <ProblemNote error={add.error} />
      <div className="row">
        <Button size="small" type="primary" htmlType="submit" loading={add.isPending}>{t.common.add}</Button>
        <Button size="small" onClick={close}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}

export function Contacts({ party }: { party: Party }) {
  const t = useTexts();
  const { word } = useLabels();
  const [adding, setAdding] = useState(false);
  const remove = usePartyChange(party.id, (contact: string) => removeContact(party.id, contact));
  return (
    <div>
      <div className="spread">
        <h3>{t.record.contacts}</h3>
        {party.can.edit && !adding ? <button type="button" className="link" onClick={() => setAdding(true)}>{t.common.add}</button> : null}
      </div>
      <ul className="contacts">
        {party.contacts.map((contact) => (
          <li key={contact.id}>
            <span className="quiet">{contact.label ? word(contact.label, 'contact') : word(contact.kind, 'contact')}</span>
            <Reveal party={party.id} contact={contact} allowed={party.can.reveal} />
            {contact.valid ? null : <b>{t.record.invalid}</b>}
            {contact.do_not_contact ? <b>{t.record.doNotContact}</b> : null}
            {party.can.edit ? (
              <button type="button" className="link quiet-button" aria-label={t.record.removeContact(contact.masked)} title={t.common.remove} onClick={() => remove.mutate(contact.id)}>×</button>
            ) : null}
          </li>
        ))}
      </ul>
      {adding ? <AddContact party={party} close={() => setAdding(false)} /> : null}
    </div>
  );
}
