// Home, work and registered addresses.

import { Button } from 'antd';
import { useState } from 'react';
import { addAddress, removeAddress, usePartyChange } from '../../api/parties';
import { useLabels } from '../../api/labels';
import type { Party } from '../../api/types';
import { ProblemNote } from '../../components/problems';
import { useTexts } from '../../i18n';

const OF_PERSON = ['home', 'work', 'other'];
const OF_ORGANISATION = ['work', 'registered', 'other'];

export function Addresses({ party }: { party: Party }) {
  const t = useTexts();
  const { word } = useLabels();
  const kinds = party.kind === 'person' ? OF_PERSON : OF_ORGANISATION;
  const [form, setForm] = useState<{ kind: string; text: string } | null>(null);
  const add = usePartyChange(party.id, (body: { kind: string; text: string }) => addAddress(party.id, body));
  const remove = usePartyChange(party.id, (address: string) => removeAddress(party.id, address));
  return (
    <div>
      <div className="spread">
        <h3>{t.record.addresses}</h3>
        {party.can.edit && !form ? <button type="button" className="link" onClick={() => setForm({ kind: kinds[0] ?? 'other', text: '' })}>{t.common.add}</button> : null}
      </div>
      <ul className="contacts">
        {party.addresses.map((address) => (
          <li key={address.id}>
            <span className="quiet">{word(address.kind, 'address')}</span>
            <span>{address.text}</span>
            {party.can.edit ? (
              <button type="button" className="link quiet-button" aria-label={t.record.removeContact(address.text)} title={t.common.remove} onClick={() => remove.mutate(address.id)}>×</button>
            ) : null}
          </li>
        ))}
      </ul>
      {form ? (
        <form
          className="stack inline-form"
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate({ kind: form.kind, text: form.text.trim() }, { onSuccess: () => setForm(null) });
          }}
        >
          <select className="input" aria-label={t.record.contactKind} value={form.kind} onChange={(event) => setForm({ ...form, kind: event.target.value })}>
            {kinds.map((kind) => <option key={kind} value={kind}>{word(kind, 'address')}</option>)}
          </select>
          <input className="input" required autoFocus aria-label={t.record.addressText} placeholder={t.record.addressText} value={form.text} onChange={(event) => setForm({ ...form, text: event.target.value })} />
          <ProblemNote error={add.error} />
          <div className="row">
            <Button size="small" type="primary" htmlType="submit" loading={add.isPending}>{t.common.add}</Button>
            <Button size="small" onClick={() => setForm(null)}>{t.common.cancel}</Button>
          </div>
        </form>
      ) : null}
    </div>
  );
}
