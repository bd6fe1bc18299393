// Before a dangerous act the person confirms who they are, over the page as it is. The request waits and is sent again.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { onEnrolmentNeeded, onProofNeeded } from '../../api/client';
import { meQuery, prove } from '../../api/session';
import type { Me } from '../../api/types';
import { Field } from '../../components/Field';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { useTexts } from '../../i18n';
import { CodeForm } from './CodeForm';
import { ProvidersBeside } from './Providers';
import './session.css';

function WithPassword({ onDone }: { onDone: () => void }) {
  const t = useTexts();
  const [password, setPassword] = useState('');
  const attempt = useMutation({ mutationFn: prove, onSuccess: onDone, meta: { quiet: true } });
  const wrong = useFieldProblem(attempt.error)('/password');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate({ password });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Field label={t.session.password} problem={wrong}>
        <input type="password" autoComplete="current-password" required autoFocus value={password} onChange={(event) => setPassword(event.target.value)} />
      </Field>
      {wrong ? null : <ProblemNote error={attempt.error} />}
      <Button type="primary" htmlType="submit" loading={attempt.isPending} block>{t.signIn.prove}</Button>
    </form>
  );
}

export function ProveAgain({ me }: { me: Me }) {
  const t = useTexts();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const waiting = useRef<((proved: boolean) => void)[]>([]);

  useEffect(() => {
    onProofNeeded(async () => {
      // how it is proved may have changed on another device
      await queries.fetchQuery({ ...meQuery, staleTime: 0 });
      return new Promise((resolve) => {
        waiting.current.push(resolve);
        setAsking(true);
      });
    });
    onEnrolmentNeeded(async () => {
      await queries.invalidateQueries({ queryKey: meQuery.queryKey });
      return false;
    });
    return () => {
      onProofNeeded(null);
      onEnrolmentNeeded(null);
    };
  }, [queries]);

  const settle = (proved: boolean) => {
    setAsking(false);
    waiting.current.splice(0).forEach((resolve) => resolve(proved));
  };

  return (
    <Modal open={asking} title={t.signIn.proveTitle} footer={null} onCancel={() => settle(false)} mask={{ closable: false }} width={400} zIndex={1800} destroyOnHidden>
      <div className="stack">
        <p className="quiet">{t.signIn.proveHint}</p>
        {me.proof === 'password' ? <WithPassword onDone={() => settle(true)} /> : null}
        {me.proof === 'code' ? (
          <>
            <p className="quiet">{t.signIn.proveWithCode}</p>
            <CodeForm label={t.signIn.code} button={t.signIn.prove} send={(code) => prove({ code })} onDone={() => settle(true)} />
          </>
        ) : null}
        {me.proof === 'provider' ? (
          <>
            <p className="quiet">{t.signIn.proveAtProvider}</p>
            <ProvidersBeside again onBack={() => settle(true)} />
          </>
        ) : null}
      </div>
    </Modal>
  );
}
