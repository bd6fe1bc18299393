// Signing in, and back to where the visitor was going.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { meQuery, setupQuery } from '../../api/session';
import { useTexts } from '../../i18n';
import { Gate } from './Gate';
import { SignInForm } from './SignInForm';

/** Only addresses of this page are followed, so that a crafted link cannot lead elsewhere. */
function ownAddress(to: string | null): string {
  return to && /^\/(?!\/)/.test(to) ? to : '/today';
}

export default function SignIn() {
  const t = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { data: setup } = useQuery(setupQuery);
  const to = ownAddress(params.get('to'));
  if (setup?.needed) return <Navigate to="/setup" replace />;
  return (
    <Gate title={t.session.signIn} hint={t.session.claim}>
      <SignInForm
        onSignedIn={(me) => {
          client.setQueryData(meQuery.queryKey, me);
          void navigate(to, { replace: true });
        }}
      />
      {setup?.demo ? <p className="quiet">{t.session.demoHint}</p> : null}
    </Gate>
  );
}
