// E-mail and password: on the sign-in page, and over any page when the session has ended.

import { Button } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { signIn } from '../../api/session';
import type { Me } from '../../api/types';
import { ProblemNote } from '../../components/problems';
import { useTexts } from '../../i18n';

interface Props { email?: string; fixedEmail?: boolean; onSignedIn: (me: Me) => void }

export function SignInForm({ email: known = '', fixedEmail, onSignedIn }: Props) {
  const t = useTexts();
  const id = useId();
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const attempt = useMutation({ mutationFn: signIn, onSuccess: onSignedIn, meta: { quiet: true } });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate({ email: email.trim(), password });
  };

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
      <ProblemNote error={attempt.error} />
      <Button type="primary" htmlType="submit" loading={attempt.isPending} size="large" block>
        {t.session.signIn}
      </Button>
    </form>
  );
}
