// The first run: one form, one administrator, one team.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { Navigate, useNavigate } from 'react-router';
import { meQuery, setUp, setupQuery } from '../../api/session';
import { useFieldProblem, ProblemNote } from '../../components/problems';
import { useLanguage, useTexts } from '../../i18n';
import { Gate } from './Gate';

export default function SetUp() {
  const t = useTexts();
  const { language } = useLanguage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: setup } = useQuery(setupQuery);
  const [form, setForm] = useState({ name: '', email: '', password: '', team_name: '' });
  const save = useMutation({
    mutationFn: setUp,
    meta: { quiet: true },
    onSuccess: (me) => {
      client.setQueryData(meQuery.queryKey, me);
      client.setQueryData(setupQuery.queryKey, (before) => before && { ...before, needed: false });
      void navigate('/today', { replace: true });
    },
  });
  const problemAt = useFieldProblem(save.error);
  if (setup && !setup.needed && save.isIdle) return <Navigate to="/sign-in" replace />;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ ...form, locale: language });
  };
  const field = (name: keyof typeof form, label: string, input: React.InputHTMLAttributes<HTMLInputElement>, hint?: string) => {
    const problem = problemAt(`/${name}`);
    return (
      <div className="field">
        <label htmlFor={`setup-${name}`}>{label}</label>
        <input
          {...input} id={`setup-${name}`} className="input" required value={form[name]}
          aria-invalid={problem ? true : undefined} aria-describedby={hint || problem ? `setup-${name}-hint` : undefined}
          onChange={(event) => setForm({ ...form, [name]: event.target.value })}
        />
        {hint || problem ? (
          <small id={`setup-${name}-hint`} className={problem ? 'field-problem' : 'quiet'}>
            {problem ?? hint}
          </small>
        ) : null}
      </div>
    );
  };

  return (
    <Gate title={t.session.setupTitle} hint={t.session.setupHint}>
      <form className="stack" onSubmit={submit}>
        {field('name', t.session.yourName, { autoComplete: 'name' })}
        {field('email', t.session.email, { type: 'email', autoComplete: 'username' })}
        {field('password', t.session.password, { type: 'password', autoComplete: 'new-password', minLength: 12 }, t.session.passwordHint)}
        {field('team_name', t.session.teamName, { autoComplete: 'organization' }, t.session.teamNameHint)}
        <ProblemNote error={save.error} />
        <Button type="primary" htmlType="submit" size="large" block loading={save.isPending}>
          {t.session.setUp}
        </Button>
      </form>
    </Gate>
  );
}
