// A request of a person put into the register: who, what, and how it was made sure that it is they who ask.

import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useLabels } from '../../api/labels';
import { useCandidates, useOpenRequest } from '../../api/privacy';
import type { NewPersonRequest, RequestedPerson } from '../../api/types';
import { useDebounced } from '../../components/debounce';
import { Field } from '../../components/Field';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { useTexts } from '../../i18n';

function Candidates({ typed, choose }: { typed: string; choose: (person: RequestedPerson) => void }) {
  const t = useTexts();
  const found = useCandidates(useDebounced(typed.trim(), 200));
  if (!found.data) return <ProblemNote error={found.error} />;
  if (found.data.length === 0) return <p className="quiet" role="status">{t.common.noMatch}</p>;
  return (
    <ul className="candidates">
      {found.data.map((person) => (
        <li key={person.id}>
          <button type="button" className="link" onClick={() => choose(person)}>{person.name}</button>
          <span className="quiet"> {[person.phone, person.owner?.name].filter(Boolean).join(' · ')}</span>
        </li>
      ))}
    </ul>
  );
}

export function NewRequest({ close }: { close: () => void }) {
  const t = useTexts();
  const { all } = useLabels();
  const open = useOpenRequest();
  const navigate = useNavigate();
  const problemAt = useFieldProblem(open.error);
  const [typed, setTyped] = useState('');
  const [person, setPerson] = useState<RequestedPerson | null>(null);
  const [form, setForm] = useState({ kind: 'export' as NewPersonRequest['kind'], check: '', note: '' });
  return (
    <Modal open title={t.privacy.add} footer={null} onCancel={close} width={480}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!person) return;
          open.mutate(
            { party_id: person.id, kind: form.kind, identity_check: form.check as NewPersonRequest['identity_check'], note: form.note.trim() },
            { onSuccess: (made) => void navigate(`/team/requests/${made.id}`) },
          );
        }}
      >
        {person ? (
          <p>
            <b>{person.name}</b> <span className="quiet">{person.phone}</span>{' '}
            <button type="button" className="link" onClick={() => setPerson(null)}>{t.privacy.another}</button>
          </p>
        ) : (
          <>
            <Field label={t.privacy.find} hint={t.privacy.findHint}>
              <input autoFocus type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
            </Field>
            <Candidates typed={typed} choose={setPerson} />
          </>
        )}
        <Field label={t.privacy.kind}>
          <select value={form.kind} onChange={(event) => setForm({ ...form, kind: event.target.value as NewPersonRequest['kind'] })}>
            {all('request').map(({ code, text }) => <option key={code} value={code}>{text}</option>)}
          </select>
        </Field>
        <Field label={t.privacy.check} problem={problemAt('/identity_check')}>
          <select required value={form.check} onChange={(event) => setForm({ ...form, check: event.target.value })}>
            <option value="" />
            {all('identity_check').map(({ code, text }) => <option key={code} value={code}>{text}</option>)}
          </select>
        </Field>
        <Field label={t.privacy.note} hint={t.privacy.noteHint} problem={problemAt('/note')}>
          <input maxLength={200} value={form.note} onChange={(event) => setForm({ ...form, note: event.target.value })} />
        </Field>
        <ProblemNote error={open.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" disabled={!person} loading={open.isPending}>{t.common.save}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}
