// Where one is signed in: which browser, from where, when last; ending one of them or all others.

import { Button } from 'antd';
import { useBrowserSessions, useEndOtherSessions, useEndSession } from '../../api/session';
import { Loaded } from '../../components/page';
import { showToast } from '../../components/toasts';
import { useFormats, useTexts } from '../../i18n';
import { deviceOf } from './device';

export function Devices() {
  const t = useTexts();
  const format = useFormats();
  const sessions = useBrowserSessions();
  const end = useEndSession();
  const endOthers = useEndOtherSessions();
  const named = (agent: string) => {
    const { browser, system } = deviceOf(agent);
    return t.signIn.on(browser ?? t.signIn.unknownBrowser, system ?? t.signIn.unknownSystem);
  };
  return (
    <section className="panel">
      <h2>{t.session.sessions}</h2>
      <div className="panel-body stack">
        <Loaded query={sessions} lines={2}>
          {(items) => (
            <>
              <ul>
                {items.map((session) => (
                  <li key={session.id} className="account-line">
                    <span title={session.agent}>{named(session.agent)}</span>
                    {session.current ? <b>{t.session.thisSession}</b> : null}
                    {session.address ? <span className="quiet">{t.signIn.from(session.address)}</span> : null}
                    <span className="quiet push">{t.session.lastSeen(format.moment(session.seen_at))}</span>
                    {session.current ? null : (
                      <button type="button" className="link danger" aria-label={`${t.session.end}: ${named(session.agent)}`} onClick={() => end.mutate(session.id)}>{t.session.end}</button>
                    )}
                  </li>
                ))}
              </ul>
              {items.length > 1 ? (
                <div>
                  <Button loading={endOthers.isPending} onClick={() => endOthers.mutate(undefined, { onSuccess: () => showToast({ text: t.signIn.othersEnded }) })}>{t.signIn.endOthers}</Button>
                </div>
              ) : null}
            </>
          )}
        </Loaded>
      </div>
    </section>
  );
}
