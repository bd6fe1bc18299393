// Adding and changing a person: roles, team, first or new password, active or not.

import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { type FormEvent, useState } from 'react';
import { useLabels } from '../../api/labels';
import { teamsQuery, useAddUser, useEditUser } from '../../api/team';
import type { Role, User } from '../../api/types';
import { Field } from '../../components/Field';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useLanguage, useTexts } from '../../i18n';
import { inTreeOrder } from './tree';

export function UserForm({ user, close }: { user: User | null; close: () => void }) {
  const t = useTexts();
  const { language } = useLanguage();
  const { all } = useLabels();
  const { data: teams = [] } = useQuery(teamsQuery);
  const add = useAddUser();
  const edit = useEditUser(user?.id ?? '');
  const error = add.error ?? edit.error;
  const problemAt = useFieldProblem(error);
  const [form, setForm] = useState({
    name: user?.name ?? '', email: user?.email ?? '', roles: user?.roles ?? (['sales'] as Role[]), team_id: user?.team?.id ?? '', password: '', active: user?.active ?? true, territory: user?.territory.join(' ') ?? '',
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const onSuccess = () => {
      showToast({ text: user?.active && !form.active ? t.team.deactivated(form.name) : t.common.saved });
      close();
    };
    const common = { name: form.name.trim(), roles: form.roles, ...(form.team_id ? { team_id: form.team_id } : {}) };
    const territory = form.territory.split(/[\s,，、]+/).filter(Boolean);
    if (user) edit.mutate({ ...common, active: form.active, territory, ...(form.password ? { password: form.password } : {}) }, { onSuccess });
    else add.mutate({ ...common, email: form.email.trim(), password: form.password, locale: language }, { onSuccess });
  };
  const toggle = (role: Role) => setForm({ ...form, roles: form.roles.includes(role) ? form.roles.filter((one) => one !== role) : [...form.roles, role] });

  return (
    <Modal open title={user ? t.team.editUser(user.name) : t.team.addUser} footer={null} onCancel={close} width={480}>
      <form className="stack" onSubmit={submit}>
        <Field label={t.session.yourName} problem={problemAt('/name')}>
          <input required autoFocus value={form.name} onChange={(event) => setForm({ ...form, name: event.target.value })} />
        </Field>
        <Field label={t.session.email} problem={problemAt('/email')}>
          <input type="email" required readOnly={user !== null} value={form.email} onChange={(event) => setForm({ ...form, email: event.target.value })} />
        </Field>
        <Field label={user ? t.team.newPassword : t.team.initialPassword} hint={user ? t.team.newPasswordHint : t.session.passwordHint} problem={problemAt('/password')}>
          <input type="password" autoComplete="new-password" minLength={10} required={!user} value={form.password} onChange={(event) => setForm({ ...form, password: event.target.value })} />
        </Field>
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
        <ProblemNote error={error} />
        <div className="row">
          <Button type="primary" htmlType="submit" disabled={form.roles.length === 0} loading={add.isPending || edit.isPending}>{t.common.save}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}
