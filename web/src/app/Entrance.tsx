// Decides what a visitor sees: the first-run set-up, the sign-in, or the page itself.

import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Navigate, useLocation } from 'react-router';
import { useWording, WordingContext } from '../api/labels';
import { meQuery, setupQuery } from '../api/session';
import { ProblemNote } from '../components/problems';
import { Waiting } from '../components/page';
import { EnrolFirst } from '../parts/session/EnrolFirst';
import { ProveAgain } from '../parts/session/ProveAgain';
import { SignInAgain } from '../parts/session/SignInAgain';
import { MeContext } from './me';
import { changePreferences, currentPreferences } from './preferences';
import { Shell } from './Shell';

function Worded({ children }: { children: ReactNode }) {
  return <WordingContext value={useWording()}>{children}</WordingContext>;
}

export function Entrance() {
  const me = useQuery(meQuery);
  const setup = useQuery({ ...setupQuery, enabled: me.data === null });
  const location = useLocation();

  useEffect(() => {
    // the account's language, unless another was chosen on this device
    if (me.data && currentPreferences().language === null) changePreferences({ language: me.data.locale === 'en' ? 'en' : 'zh' });
  }, [me.data]);

  if (me.data?.must_enrol) {
    return (
      <>
        <EnrolFirst />
        <ProveAgain me={me.data} />
      </>
    );
  }
  if (me.data) {
    return (
      <MeContext value={me.data}>
        <Worded>
          <Shell />
        </Worded>
        <SignInAgain me={me.data} />
        <ProveAgain me={me.data} />
      </MeContext>
    );
  }
  const failed = me.error ?? setup.error;
  if (failed) {
    return (
      <div className="page">
        <ProblemNote error={failed} retry={() => void (me.error ? me.refetch() : setup.refetch())} />
      </div>
    );
  }
  if (me.data === null && setup.data) {
    if (setup.data.needed) return <Navigate to="/setup" replace />;
    const from = location.pathname + location.search;
    return <Navigate to={from === '/' || from === '/today' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(from)}`} replace />;
  }
  return (
    <div className="page">
      <Waiting />
    </div>
  );
}
