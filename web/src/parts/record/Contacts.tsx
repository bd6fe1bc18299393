// Ways to reach somebody: masked until asked for, and every asking is recorded.

import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { addContact, patchContact, removeContact, usePartyChange } from '../../api/parties';
import { useLabels } from '../../api/labels';
import type { Contact, ContactChange, Party } from '../../api/types';
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

/** What is known about a way to reach somebody: the usual one, a wrong one, one not to be used. */
function ContactMenu({ party, contact }: { party: Party; contact: Contact }) {
  const t = useTexts();
  const change = usePartyChange(party.id, (body: ContactChange) => patchContact(party.id, contact.id, body));
  const remove = usePartyChange(party.id, () => removeContact(party.id, contact.id));
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'primary', label: t.record.makePrimary, disabled: contact.primary, onClick: () => change.mutate({ primary: true }) },
          { key: 'valid', label: contact.valid ? t.record.markInvalid : t.record.markValid, onClick: () => change.mutate({ valid: !contact.valid }) },
          {
            key: 'allowed',
            label: contact.do_not_contact ? t.record.allowContact : t.record.doNotContact,
            onClick: () => change.mutate({ do_not_contact: !contact.do_not_contact }),
          },
          { type: 'divider' },
          { key: 'remove', danger: true, label: t.common.remove, onClick: () => remove.mutate(undefined) },
        ],
      }}
    >
      <button type="button" className="link quiet-button" aria-label={t.record.contactMenu(contact.masked)}>⋯</button>
    </Dropdown>
  );
}

export function Contacts({ party }: { party: Party }) {
  const t = useTexts();
  const { word } = useLabels();
  const [adding, setAdding] = useState(false);
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
            {party.can.edit ? <ContactMenu party={party} contact={contact} /> : null}
          </li>
        ))}
      </ul>
      {adding ? <AddContact party={party} close={() => setAdding(false)} /> : null}
    </div>
  );
}
