// When a session ends while a page is open, the page stays as it is, with everything typed, and asks for signing
// in over it. The requests that were refused wait and are sent again.

import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { onSessionEnded } from '../../api/client';
import { meQuery } from '../../api/session';
import type { Me } from '../../api/types';
import { useTexts } from '../../i18n';
import { ProvidersBeside } from './Providers';
import { SignInForm } from './SignInForm';
import './session.css';

export function SignInAgain({ me }: { me: Me }) {
  const t = useTexts();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const waiting = useRef<((signedIn: boolean) => void)[]>([]);

  useEffect(() => {
    onSessionEnded(
      () =>
        new Promise((resolve) => {
          waiting.current.push(resolve);
          setAsking(true);
        }),
    );
    return () => onSessionEnded(null);
  }, []);

  const settle = (signedIn: boolean) => {
    setAsking(false);
    waiting.current.splice(0).forEach((resolve) => resolve(signedIn));
  };

  const back = (again: Me) => {
    client.setQueryData(meQuery.queryKey, again);
    settle(true);
  };

  return (
    <Modal open={asking} title={t.session.signInAgain} footer={null} closable={false} keyboard={false} mask={{ closable: false }} width={400} zIndex={1900} destroyOnHidden>
      <div className="stack">
        <p className="quiet">{t.session.signInAgainHint}</p>
        {me.has_password ? <SignInForm email={me.email} fixedEmail onSignedIn={back} /> : null}
        <ProvidersBeside again={false} onBack={back} />
        <button
          type="button"
          className="link"
          onClick={() => {
            settle(false);
            client.clear();
            window.location.assign('/sign-in');
          }}
        >
          {t.session.anotherPerson}
        </button>
      </div>
    </Modal>
  );
}
