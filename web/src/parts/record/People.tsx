// The people of an organisation: their part in the purchase, and who influences whom.

import { Button, Modal } from 'antd';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { addPerson, patchPerson, removePerson, usePartyChange } from '../../api/parties';
import { useLabels } from '../../api/labels';
import { currentOf } from '../../api/problem';
import type { Party, PersonLink, PersonRole } from '../../api/types';
import { Differences } from '../../components/Differences';
import { Field } from '../../components/Field';
import { ProblemNote } from '../../components/problems';
import type { Fields } from '../../components/twoEditors';
import { useTwoEditors } from '../../components/useTwoEditors';
import { useTexts } from '../../i18n';

/** A person in the organisation as two people's versions are compared, with the version of the organisation's record. */
interface Part { version: number; position: string; roles: PersonRole[]; influences: string[] }

const asFields = ({ position, roles, influences }: Omit<Part, 'version'>): Fields => ({
  position, roles: roles.toSorted().join(), influences: influences.toSorted().join(),
});

const listed = (field: string | undefined) => (field ?? '').split(',').filter(Boolean);

function partOf(party: Party, link: string | undefined): Part | null {
  const person = party.people.find((one) => one.id === link);
  return person ? { version: party.version, position: person.position ?? '', roles: person.roles, influences: person.influences } : null;
}

function PersonForm({ party, person, close }: { party: Party; person: PersonLink | null; close: () => void }) {
  const t = useTexts();
  const { all, word } = useLabels();
  const [form, setForm] = useState({
    name: person?.name ?? '', phone: '', position: person?.position ?? '', roles: person?.roles ?? [], influences: person?.influences ?? [],
  });
  const { read, joined, compare } = useTwoEditors<Part | null>(partOf(party, person?.id), (part) => asFields(part ?? form), (current) => partOf(current as Party, person?.id));
  const save = usePartyChange(party.id, async () => {
    const body = { position: form.position.trim(), roles: form.roles, influences: form.influences };
    if (person && read) {
      try {
        return await patchPerson(party.id, person.id, read.version, body);
      } catch (error) {
        const theirs = currentOf<Party>(error);
        const now = theirs ? partOf(theirs, person.id) : null;
        // something else of the record was changed
        if (now && JSON.stringify(asFields(now)) === JSON.stringify(asFields(read))) return patchPerson(party.id, person.id, now.version, body);
        throw error;
      }
    }
    return addPerson(party.id, { ...body, name: form.name.trim(), ...(form.phone.trim() ? { phone: form.phone.trim() } : {}) });
  }, true);
  const others = party.people.filter((one) => one.id !== person?.id);
  const toggled = <T,>(list: T[], value: T) => (list.includes(value) ? list.filter((one) => one !== value) : [...list, value]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(undefined, {
      onSuccess: close,
      onError: (error) => {
        const both = compare(error, asFields(form));
        if (both) setForm(withFields(both));
      },
    });
  };
  const withFields = (fields: Fields) => ({ ...form, position: fields['position'] ?? '', roles: listed(fields['roles']) as PersonRole[], influences: listed(fields['influences']) });
  const fieldName: Record<string, string> = { position: word('position', 'card'), roles: t.record.personRoles, influences: t.record.influences };
  const shown = (field: string, value: string) => {
    if (field === 'position') return value;
    const named = (one: string) => (field === 'roles' ? word(one, 'person_role') : (party.people.find((other) => other.party_id === one)?.name ?? one));
    return listed(value).map(named).join(' · ');
  };
  return (
    <Modal open title={person ? t.record.editPerson(person.name) : t.record.addPerson} footer={null} onCancel={close} width={460}>
      <form className="stack" onSubmit={submit}>
        {person ? null : (
          <>
            <Field label={t.common.name}><input required autoFocus value={form.name} onChange={(event) => setForm({ ...form, name: event.target.value })} /></Field>
            <Field label={word('phone', 'contact')}><input inputMode="tel" value={form.phone} onChange={(event) => setForm({ ...form, phone: event.target.value })} /></Field>
          </>
        )}
        <Field label={word('position', 'card')}><input value={form.position} onChange={(event) => setForm({ ...form, position: event.target.value })} /></Field>
        <div className="field">
          <span>{t.record.personRoles}</span>
          <div className="chips" role="group" aria-label={t.record.personRoles}>
            {all('person_role').map(({ code, text }) => (
              <button key={code} type="button" className="chip" aria-pressed={form.roles.includes(code as PersonRole)} onClick={() => setForm({ ...form, roles: toggled(form.roles, code as PersonRole) })}>{text}</button>
            ))}
          </div>
        </div>
        {others.length > 0 ? (
          <div className="field">
            <span>{t.record.influences}</span>
            <div className="chips" role="group" aria-label={t.record.influences}>
              {others.map((one) => (
                <button key={one.id} type="button" className="chip" aria-pressed={form.influences.includes(one.party_id)} onClick={() => setForm({ ...form, influences: toggled(form.influences, one.party_id) })}>{one.name}</button>
              ))}
            </div>
          </div>
        ) : null}
        {joined ? (
          <Differences joined={joined} label={(field) => fieldName[field] ?? field} show={shown} value={(field) => asFields(form)[field] ?? ''} choose={(field, value) => setForm(withFields({ ...asFields(form), [field]: value }))} />
        ) : null}
        <ProblemNote error={joined && currentOf(save.error) ? null : save.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={save.isPending}>{t.common.save}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}

export function People({ party }: { party: Party }) {
  const t = useTexts();
  const { word } = useLabels();
  const [editing, setEditing] = useState<PersonLink | 'new' | null>(null);
  const remove = usePartyChange(party.id, (link: string) => removePerson(party.id, link));
  const names = new Map(party.people.map((one) => [one.party_id, one.name]));
  return (
    <div>
      <div className="spread">
        <h3>{t.record.people}</h3>
        {party.can.edit ? <button type="button" className="link" onClick={() => setEditing('new')}>{t.common.add}</button> : null}
      </div>
      <ul className="people">
        {party.people.map((person) => {
          const influenced = person.influences.flatMap((one) => names.get(one) ?? []);
          return (
            <li key={person.id}>
              <div className="row">
                <Link to={`/prospects/${person.party_id}`}><b>{person.name}</b></Link>
                <span className="quiet">{person.position}</span>
                {party.can.edit ? (
                  <span className="push">
                    <button type="button" className="link" aria-label={t.record.editPerson(person.name)} onClick={() => setEditing(person)}>{t.common.edit}</button>{' '}
                    <button type="button" className="link quiet-button" aria-label={t.record.removePerson(person.name)} title={t.common.remove} onClick={() => remove.mutate(person.id)}>×</button>
                  </span>
                ) : null}
              </div>
              <small>{person.roles.map((role) => word(role, 'person_role')).join(' · ')}</small>
              {influenced.length > 0 ? <small className="quiet">→ {t.record.influencesList(influenced.join(', '))}</small> : null}
            </li>
          );
        })}
      </ul>
      {editing ? <PersonForm party={party} person={editing === 'new' ? null : editing} close={() => setEditing(null)} /> : null}
    </div>
  );
}
