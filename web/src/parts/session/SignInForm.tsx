// E-mail and password, then the code where there is a second factor: on the sign-in page, and over any page when the
// session has ended.

import { Button } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { asProblem } from '../../api/problem';
import { enterCode, signIn } from '../../api/session';
import type { Me } from '../../api/types';
import { ProblemNote } from '../../components/problems';
import { useTexts } from '../../i18n';
import { CodeForm } from './CodeForm';

interface Props { email?: string; fixedEmail?: boolean; codeFirst?: boolean; onSignedIn: (me: Me) => void }

export function SignInForm({ email: known = '', fixedEmail, codeFirst = false, onSignedIn }: Props) {
  const t = useTexts();
  const id = useId();
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const [codeAsked, setCodeAsked] = useState(codeFirst);
  const attempt = useMutation({
    mutationFn: signIn,
    onSuccess: onSignedIn,
    onError: (error) => setCodeAsked(asProblem(error).code === 'second_factor_needed'),
    meta: { quiet: true },
  });

  if (codeAsked) {
    return (
      <div className="stack">
        <p className="quiet">{t.signIn.codeHint}</p>
        <CodeForm label={t.signIn.code} button={t.signIn.continue} send={enterCode} onDone={onSignedIn} />
        <button type="button" className="link" onClick={() => setCodeAsked(false)}>{t.signIn.back}</button>
      </div>
    );
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate({ email: email.trim(), password });
  };
  const shown = attempt.error && asProblem(attempt.error).code !== 'second_factor_needed' ? attempt.error : null;
  return (
    <form className="stack" onSubmit={submit}>
      <div className="field">
        <label htmlFor={`${id}-email`}>{t.session.email}</label>
        <input
          id={`${id}-email`} className="input" type="email" autoComplete="username" required readOnly={fixedEmail}
          value={email} onChange={(event) => setEmail(event.target.value)}
          autoFocus={!fixedEmail}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-password`}>{t.session.password}</label>
        <input
          id={`${id}-password`} className="input" type="password" autoComplete="current-password" required
          value={password} onChange={(event) => setPassword(event.target.value)}
          autoFocus={fixedEmail ?? false}
        />
      </div>
      <ProblemNote error={shown} />
      <Button type="primary" htmlType="submit" loading={attempt.isPending} size="large" block>
        {t.session.signIn}
      </Button>
    </form>
  );
}
