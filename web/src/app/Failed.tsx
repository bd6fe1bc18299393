// What is shown when a screen cannot be: a wrong address, or a part that did not load.

import { Button } from 'antd';
import { Link, useRouteError } from 'react-router';
import { Page } from '../components/page';
import { ProblemNote } from '../components/problems';
import { useTexts } from '../i18n';

export function NotFound() {
  const t = useTexts();
  return (
    <Page title={t.shell.notBuilt}>
      <p className="quiet">{t.shell.notBuiltHint}</p>
      <p><Link to="/today">{t.shell.backToToday}</Link></p>
    </Page>
  );
}

export function Failed() {
  const t = useTexts();
  const error = useRouteError();
  return (
    <div className="page">
      <h1>{t.shell.failed}</h1>
      <ProblemNote error={error} />
      <div>
        <Button onClick={() => window.location.reload()}>{t.common.retry}</Button>
      </div>
    </div>
  );
}
