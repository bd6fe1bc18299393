// Adding one prospect by hand. Before a second record of the same person is made, the likely one is shown.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { type FormEvent, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useLabels } from '../../api/labels';
import { listsQuery } from '../../api/lists';
import { createParty } from '../../api/parties';
import { asProblem } from '../../api/problem';
import type { NewParty } from '../../api/types';
import { Choices } from '../../components/Choices';
import { Origin } from '../../components/Origin';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useFormats, useTexts } from '../../i18n';

interface Match { party: { id: string; name: string }; score: number }

const several = (typed: string) => typed.split(/[\s,;\uff0c\uff1b\u3001]+/).filter(Boolean);

export function NewProspect({ close }: { close: () => void }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: lists = [] } = useQuery(listsQuery);
  const [kind, setKind] = useState<'person' | 'organisation'>('person');
  const [form, setForm] = useState({ name: '', phones: '', emails: '', employer: '', position: '', market: '', method: '', list: '' });
  const create = useMutation({
    mutationFn: (allow: boolean) => {
      const facts: Record<string, string> = {};
      if (form.employer.trim()) facts['employer'] = form.employer.trim();
      if (form.position.trim()) facts['position'] = form.position.trim();
      const body: NewParty = { kind, name: form.name.trim(), phones: several(form.phones), emails: several(form.emails), facts };
      if (form.market) body.market = form.market;
      if (form.method) body.method = form.method;
      if (form.list) body.list_id = form.list;
      if (allow) body.allow_duplicate = true;
      return createParty(body);
    },
    meta: { quiet: true },
    onSuccess: (party) => {
      void client.invalidateQueries({ queryKey: ['parties'] });
      showToast({ text: t.prospects.created(party.name) });
      void navigate(`/prospects/${party.id}`);
    },
  });
  const problemAt = useFieldProblem(create.error);
  const problem = create.error ? asProblem(create.error) : null;
  const matches = problem?.code === 'likely_duplicate' ? ((problem.params['matches'] ?? []) as Match[]) : [];

  const set = (name: keyof typeof form) => (event: { target: { value: string } }) => setForm({ ...form, [name]: event.target.value });
  const text = (name: keyof typeof form, label: string, pointer: string, input: React.InputHTMLAttributes<HTMLInputElement> = {}) => (
    <div className="field">
      <label htmlFor={`new-${name}`}>{label}</label>
      <input id={`new-${name}`} className="input" value={form[name]} onChange={set(name)} aria-invalid={problemAt(pointer) ? true : undefined} {...input} />
      {problemAt(pointer) ? <small className="field-problem">{problemAt(pointer)}</small> : null}
    </div>
  );
  const select = (name: keyof typeof form, label: string, options: { value: string; text: string }[]) => (
    <div className="field">
      <label htmlFor={`new-${name}`}>{label}</label>
      <select id={`new-${name}`} className="input" value={form[name]} onChange={set(name)}>
        <option value="">{t.common.none}</option>
        {options.map((option) => <option key={option.value} value={option.value}>{option.text}</option>)}
      </select>
    </div>
  );

  return (
    <Modal open title={t.prospects.newTitle} onCancel={close} footer={null} width={560}>
      <form
        className="stack"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          create.mutate(false);
        }}
      >
        <Choices label={t.prospects.kind} value={kind} onChange={setKind} choices={[{ value: 'person', text: t.common.person }, { value: 'organisation', text: t.common.organisation }]} />
        <div className="new-fields">
          {text('name', t.common.name, '/name', { required: true, autoFocus: true })}
          {text('phones', t.prospects.phones, '/phones', { inputMode: 'tel', placeholder: t.prospects.phonesHint })}
          {text('emails', t.prospects.emails, '/emails', { inputMode: 'email' })}
          {kind === 'person' ? text('employer', word('employer', 'card'), '/facts/employer') : null}
          {kind === 'person' ? text('position', word('position', 'card'), '/facts/position') : null}
          {select('list', t.prospects.column['list'] ?? '', lists.map((list) => ({ value: list.id, text: list.name })))}
          <Origin value={form} onChange={(origin) => setForm({ ...form, ...origin })} />
        </div>
        {matches.length > 0 ? (
          <div className="problem" role="alert">
            <b>{t.prospects.duplicatesFound}</b>
            <span>{t.prospects.duplicatesHint}</span>
            {matches.map((match) => (
              <div key={match.party.id} className="row">
                <b>{match.party.name}</b>
                <span className="quiet">{t.prospects.similarity(format.percent(match.score, 0))}</span>
                <Link to={`/prospects/${match.party.id}`}>{t.prospects.openExisting}</Link>
              </div>
            ))}
          </div>
        ) : (
          <ProblemNote error={create.error} />
        )}
        <div className="row">
          {matches.length > 0 ? (
            <Button onClick={() => create.mutate(true)} loading={create.isPending}>{t.prospects.createAnyway}</Button>
          ) : (
            <Button type="primary" htmlType="submit" loading={create.isPending}>{t.common.create}</Button>
          )}
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}
