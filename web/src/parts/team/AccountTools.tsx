// What an administrator does for somebody who cannot get in, or must not be in any more.

import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { makePasswordLink, useEndSessionsOf, useResetSecondFactor } from '../../api/team';
import type { PasswordLink, User } from '../../api/types';
import { ProblemNote } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useFormats, useTexts } from '../../i18n';

/** The link, to be handed to the person. */
export function LinkShown({ link }: { link: PasswordLink }) {
  const t = useTexts();
  const format = useFormats();
  const whole = `${window.location.origin}${link.path}`;
  const copy = async () => {
    await navigator.clipboard.writeText(whole);
    showToast({ text: t.common.copied });
  };
  return (
    <div className="token-shown" role="status">
      <p>{t.signIn.linkHint(format.moment(link.expires_at))}</p>
      <code>{whole}</code>
      <div><Button size="small" onClick={() => void copy()}>{t.common.copy}</Button></div>
    </div>
  );
}

export function AccountTools({ user }: { user: User }) {
  const t = useTexts();
  const link = useMutation({ mutationFn: () => makePasswordLink(user.id), meta: { quiet: true } });
  const reset = useResetSecondFactor();
  const end = useEndSessionsOf();
  return (
    <div className="stack">
      <div className="row">
        <Button loading={link.isPending} onClick={() => link.mutate()}>{t.signIn.makeLink}</Button>
        {user.second_factor ? (
          <Button danger loading={reset.isPending} onClick={() => reset.mutate(user.id, { onSuccess: () => showToast({ text: t.signIn.factorReset(user.name) }) })}>{t.signIn.resetFactor}</Button>
        ) : null}
        <Button loading={end.isPending} onClick={() => end.mutate(user.id, { onSuccess: () => showToast({ text: t.signIn.sessionsEnded(user.name) }) })}>{t.signIn.endSessions}</Button>
      </div>
      <ProblemNote error={link.error} />
      {link.data ? <LinkShown link={link.data} /> : null}
    </div>
  );
}
