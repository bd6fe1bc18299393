// Signing in, and back to where the visitor was going.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { Problem } from '../../api/problem';
import { meQuery, setupQuery, signInOptionsQuery } from '../../api/session';
import { ProblemNote } from '../../components/problems';
import { useTexts } from '../../i18n';
import { Gate } from './Gate';
import { ownAddress } from './ownAddress';
import { ProviderButtons } from './Providers';
import { SignInForm } from './SignInForm';

export default function SignIn() {
  const t = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { data: setup } = useQuery(setupQuery);
  const { data: options } = useQuery(signInOptionsQuery);
  const [byPassword, setByPassword] = useState(false);
  const to = ownAddress(params.get('to'));
  const problem = params.get('problem');
  const codeFirst = params.get('step') === 'code';
  if (setup?.needed) return <Navigate to="/setup" replace />;
  const providers = (options?.providers.length ?? 0) > 0 && !codeFirst;
  const passwordAside = providers && options?.password_for === 'administrators' && !byPassword;
  // a code that nobody words is no reason to show what somebody wrote into the address
  const known = problem && problem in t.problems.byCode ? new Problem({ status: 0, code: problem }) : null;
  return (
    <Gate title={codeFirst ? t.signIn.codeTitle : t.session.signIn} hint={t.session.claim}>
      <ProblemNote error={known} />
      {providers ? (
        <div className="stack">
          <ProviderButtons to={to} />
          {passwordAside ? (
            <button type="button" className="link" onClick={() => setByPassword(true)}>{t.signIn.withPassword}</button>
          ) : (
            <p className="quiet gate-or">{options?.password_for === 'administrators' ? t.signIn.administratorsOnly : t.signIn.or}</p>
          )}
        </div>
      ) : null}
      {passwordAside ? null : (
        <SignInForm
          codeFirst={codeFirst}
          onSignedIn={(me) => {
            client.setQueryData(meQuery.queryKey, me);
            void navigate(to, { replace: true });
          }}
        />
      )}
      {setup?.demo ? <p className="quiet">{t.session.demoHint}</p> : null}
    </Gate>
  );
}
