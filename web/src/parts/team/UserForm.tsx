// Adding and changing a person: roles, team, how they get in, active or not.

import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { type FormEvent, useState } from 'react';
import { useLabels } from '../../api/labels';
import { currentOf } from '../../api/problem';
import { makePasswordLink, teamsQuery, useAddUser, useEditUser } from '../../api/team';
import type { PasswordLink, Role, User } from '../../api/types';
import { Differences } from '../../components/Differences';
import { Field } from '../../components/Field';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { type Fields, type Joined, join } from '../../components/twoEditors';
import { useLanguage, useTexts } from '../../i18n';
import { AccountTools, LinkShown } from './AccountTools';
import { inTreeOrder } from './tree';

interface Form { name: string; email: string; roles: Role[]; team_id: string; password: string; active: boolean; territory: string }

const formOf = (user: User | null): Form => ({
  name: user?.name ?? '', email: user?.email ?? '', roles: user?.roles ?? ['sales'], team_id: user?.team?.id ?? '', password: '', active: user?.active ?? true, territory: user?.territory.join(' ') ?? '',
});

/** The form as two people's versions of it are compared. */
const asFields = ({ name, roles, team_id, active, territory }: Form): Fields => ({ name, roles: roles.toSorted().join(), team_id, active: String(active), territory });

const withFields = (form: Form, fields: Fields): Form => ({
  ...form, name: fields['name'] ?? form.name, roles: (fields['roles'] ?? '').split(',').filter(Boolean) as Role[], team_id: fields['team_id'] ?? form.team_id, active: fields['active'] === 'true', territory: fields['territory'] ?? form.territory,
});

export function UserForm({ user, close }: { user: User | null; close: () => void }) {
  const t = useTexts();
  const { language } = useLanguage();
  const { all, word } = useLabels();
  const { data: teams = [] } = useQuery(teamsQuery);
  const add = useAddUser();
  const edit = useEditUser(user?.id ?? '');
  const error = add.error ?? (currentOf(edit.error) ? null : edit.error);
  const problemAt = useFieldProblem(error);
  const [link, setLink] = useState<PasswordLink | null>(null);
  const [form, setForm] = useState(() => formOf(user));
  const [read, setRead] = useState(user);
  const [joined, setJoined] = useState<Joined | null>(null);
  const compare = (error: unknown) => {
    const theirs = currentOf<User>(error);
    if (!theirs) return;
    const both = join(asFields(formOf(read)), asFields(form), asFields(formOf(theirs)));
    setForm(withFields(form, both.fields));
    setRead(theirs);
    setJoined(both);
  };
  const fieldName: Record<string, string> = { name: t.session.yourName, roles: t.team.roles, team_id: t.team.team, active: t.team.active, territory: t.pool.territory };
  const shown = (field: string, value: string): string => {
    if (field === 'roles') return value.split(',').map((role) => word(role, 'role')).join(' · ');
    if (field === 'team_id') return teams.find((team) => team.id === value)?.name ?? '';
    if (field === 'active') return value === 'true' ? t.common.yes : t.common.no;
    return value;
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const onSuccess = () => {
      showToast({ text: user?.active && !form.active ? t.team.deactivated(form.name) : t.common.saved });
      close();
    };
    const common = { name: form.name.trim(), roles: form.roles, ...(form.team_id ? { team_id: form.team_id } : {}) };
    const territory = form.territory.split(/[\s,，、]+/).filter(Boolean);
    if (user) edit.mutate({ version: read?.version ?? user.version, ...common, active: form.active, territory }, { onSuccess, onError: compare });
    else if (form.password) add.mutate({ ...common, email: form.email.trim(), password: form.password, locale: language }, { onSuccess });
    else add.mutate({ ...common, email: form.email.trim(), locale: language }, { onSuccess: async (made) => setLink(await makePasswordLink(made.id)) });
  };
  const toggle = (role: Role) => setForm({ ...form, roles: form.roles.includes(role) ? form.roles.filter((one) => one !== role) : [...form.roles, role] });

  if (link) {
    return (
      <Modal open title={form.name} footer={null} onCancel={close} width={480}>
        <LinkShown link={link} />
      </Modal>
    );
  }
  return (
    <Modal open title={user ? t.team.editUser(user.name) : t.team.addUser} footer={null} onCancel={close} width={480}>
      <form className="stack" onSubmit={submit}>
        <Field label={t.session.yourName} problem={problemAt('/name')}>
          <input required autoFocus value={form.name} onChange={(event) => setForm({ ...form, name: event.target.value })} />
        </Field>
        <Field label={t.session.email} problem={problemAt('/email')}>
          <input type="email" required readOnly={user !== null} value={form.email} onChange={(event) => setForm({ ...form, email: event.target.value })} />
        </Field>
        {user ? null : (
          <Field label={t.team.initialPassword} hint={`${t.signIn.emptyForLink} · ${t.session.passwordHint}`} problem={problemAt('/password')}>
            <input type="password" autoComplete="new-password" minLength={12} value={form.password} onChange={(event) => setForm({ ...form, password: event.target.value })} />
          </Field>
        )}
        <Field label={t.team.team} problem={problemAt('/team_id')}>
          <select value={form.team_id} onChange={(event) => setForm({ ...form, team_id: event.target.value })}>
            {user?.team ? null : <option value="">{t.team.noTeam}</option>}
            {inTreeOrder(teams).map(({ team, depth }) => <option key={team.id} value={team.id}>{'\u2003'.repeat(depth) + team.name}</option>)}
          </select>
        </Field>
        <div className="field">
          <span>{t.team.roles}</span>
          <div className="chips" role="group" aria-label={t.team.roles}>
            {all('role').map(({ code, text }) => (
              <button key={code} type="button" className="chip" aria-pressed={form.roles.includes(code as Role)} onClick={() => toggle(code as Role)}>{text}</button>
            ))}
          </div>
        </div>
        {user ? (
          <Field label={t.pool.territory} hint={t.pool.territoryHint}>
            <input value={form.territory} onChange={(event) => setForm({ ...form, territory: event.target.value })} />
          </Field>
        ) : null}
        {user ? (
          <label className="check">
            <input type="checkbox" checked={form.active} onChange={(event) => setForm({ ...form, active: event.target.checked })} />
            {t.team.active}
          </label>
        ) : null}
        {joined ? <Differences joined={joined} label={(field) => fieldName[field] ?? field} show={shown} value={(field) => asFields(form)[field] ?? ''} choose={(field, value) => setForm(withFields(form, { ...asFields(form), [field]: value }))} /> : null}
        {user?.active ? <AccountTools user={user} /> : null}
        <ProblemNote error={error} />
        <div className="row">
          <Button type="primary" htmlType="submit" disabled={form.roles.length === 0} loading={add.isPending || edit.isPending}>{t.common.save}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}
