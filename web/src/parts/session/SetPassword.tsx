// Setting a password with a link from an administrator. The secret stands behind `#`, which no server sees, and is taken
// out of the address at once.

import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useEffect, useState } from 'react';
import { Link } from 'react-router';
import { setPassword } from '../../api/session';
import { Field } from '../../components/Field';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { useTexts } from '../../i18n';
import { Gate } from './Gate';

export default function SetPassword() {
  const t = useTexts();
  const [secret] = useState(() => window.location.hash.slice(1));
  const [password, setTyped] = useState('');
  const [shown, setShown] = useState(false);
  const save = useMutation({ mutationFn: setPassword, meta: { quiet: true } });
  const wrong = useFieldProblem(save.error)('/new');

  useEffect(() => window.history.replaceState(window.history.state, '', window.location.pathname), []);

  if (save.isSuccess) {
    return (
      <Gate title={t.signIn.setPassword}>
        <p role="status">{t.signIn.passwordSet}</p>
        <Link to="/sign-in">{t.signIn.toSignIn}</Link>
      </Gate>
    );
  }
  if (!secret) {
    return (
      <Gate title={t.signIn.setPassword}>
        <p role="alert">{t.signIn.noLink}</p>
      </Gate>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ secret, new: password });
  };
  return (
    <Gate title={t.signIn.setPassword} hint={t.signIn.setPasswordHint}>
      <form className="stack" onSubmit={submit}>
        <Field label={t.session.newPassword} hint={t.session.passwordHint} problem={wrong}>
          <input type={shown ? 'text' : 'password'} autoComplete="new-password" minLength={12} required autoFocus value={password} onChange={(event) => setTyped(event.target.value)} />
        </Field>
        <label className="check">
          <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
          {t.signIn.showPassword}
        </label>
        {wrong ? null : <ProblemNote error={save.error} />}
        <Button type="primary" htmlType="submit" size="large" block loading={save.isPending}>{t.signIn.setPassword}</Button>
      </form>
    </Gate>
  );
}
